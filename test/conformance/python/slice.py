# ruleid: slice
a[:-1]
# ok: slice
a[1:]
