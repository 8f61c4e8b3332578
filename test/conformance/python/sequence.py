# ruleid: sequence
f = open("a")
f.read()
f.close()
# ok: sequence
g = open("b")
h.close()
