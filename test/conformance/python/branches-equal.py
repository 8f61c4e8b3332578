# ruleid: branches-equal
if a == b:
    c
elif a == b:
    d
# ok: branches-equal
if a == b:
    c
elif a == e:
    d
