# ruleid: with-no-assignment
f = open("x")
# ok: with-no-assignment
with open("x") as g:
    pass
