# ruleid: multiple-assignment
x, y = pair
# ok: multiple-assignment
z = pair
