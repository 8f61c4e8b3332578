def f():
    x = a()
    # ok: taint-joins
    sink(x)
    x = b()
    # ruleid: taint-joins
    sink(x)
    x = 1
    x = b()
    # ok: taint-joins
    sink(x)
