# ruleid: index-tuple
frame[a]
# ruleid: index-tuple
frame[a, b]
# ok: index-tuple
frame[a:b]
