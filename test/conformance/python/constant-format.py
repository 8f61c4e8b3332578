K = "k"
def m():
    # ok: constant-format
    f("%s" % K)
    x = "%s" % K
    # ruleid: constant-format
    f(x)
