# ruleid: comparison
chmod("a", 0o777)
# ok: comparison
chmod("a", 0o600)
