# ruleid: lambda
f = lambda a: a
# ok: lambda
g = lambda a: b
