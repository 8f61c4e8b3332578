# ruleid: function-definition
def a():
    return 1
# ok: function-definition
def b():
    pass
# ruleid: function-definition
def c(x, *y, z=1):
    if x:
        return y
