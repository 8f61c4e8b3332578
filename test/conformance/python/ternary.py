# ruleid: ternary
x = 1 if y else 1
# ok: ternary
x = 1 if y else 2
