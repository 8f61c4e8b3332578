# ruleid: comprehension
a = [b for b in c]
# ok: comprehension
d = [e + 1 for e in f]
