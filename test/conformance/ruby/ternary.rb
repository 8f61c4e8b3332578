# ruleid: ternary
x = a ? b : nil
# ok: ternary
y = a ? b : c
