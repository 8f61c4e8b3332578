def f(c):
    a = "x"
    if c:
        a = input()
    # ruleid: taint-branches
    run(a)
def g(c):
    a = input()
    a = "x"
    # ok: taint-branches
    run(a)
