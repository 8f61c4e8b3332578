# ruleid: array
a=(w x)
# ok: array
a=(w)
