NAME = "a"
def f(x):
    # ruleid: constant-any-string
    run(NAME)
    # ok: constant-any-string
    run(x)
