ABOVE = "a"

def f():
    # ok: constant-below
    run(ABOVE)
    # ruleid: constant-below
    run(BELOW)

BELOW = "b"
