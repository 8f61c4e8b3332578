# ruleid: function-parameters
def a(x=[]):
    pass
# ruleid: function-parameters
def b(self, x=[], *y): pass
# ok: function-parameters
def c(x=None): pass
