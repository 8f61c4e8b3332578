K = "k"
class A:
    X = "x"
    def __init__(self):
        self.u = "u"
    def m(self):
        # ruleid: constant-not-field
        f(K)
        # ok: constant-not-field
        f(self.X)
        # ok: constant-not-field
        f(self.u)
        # ok: constant-not-field
        f(A.X)
