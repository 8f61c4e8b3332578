def f(code, ns):
    # ruleid: raise-with-text
    raise ValueError, "x"
def g(e):
    # ruleid: raise-with-text
    raise ValueError
def h(e):
    # ruleid: raise-with-text
    raise ValueError from e
def i(e):
    # ok: raise-with-text
    raise KeyError, "x"
