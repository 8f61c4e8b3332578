def f():
    # ruleid: return
    return 1
def g():
    # ok: return
    return
