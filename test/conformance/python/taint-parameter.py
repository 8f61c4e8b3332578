def f(a):
    # ruleid: taint-parameter
    run(f"x {a}")
    for b in a:
        # ruleid: taint-parameter
        run(b)
    # ok: taint-parameter
    run(c)
