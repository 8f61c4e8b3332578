a = secret()
def f(a):
    # ok: scope
    log(a)
# ruleid: scope
log(a)
