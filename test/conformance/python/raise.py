def f():
    # ruleid: raise
    raise NotImplementedError("x")
def g():
    # ok: raise
    raise ValueError()
