def f(a: str, b: int):
    # ruleid: typed-metavariable
    a.lower()
    # ok: typed-metavariable
    b.lower()
