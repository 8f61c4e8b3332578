# ruleid: annotation
a: str = "b"
# ok: annotation
a: int = 1
# ok: annotation
a = "b"
