# ruleid: loop
for a in items:
    print(a)
    items.remove(a)
# ok: loop
for a in items:
    other.remove(a)
