def g(a: str, b: int):
    # ruleid: typed-argument
    f(a)
    # ruleid: typed-argument
    f(1, "x")
    # ok: typed-argument
    f(b)
