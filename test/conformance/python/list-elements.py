# ruleid: list-elements
a = [1]
# ruleid: list-elements
b = [0, 1, 2]
# ok: list-elements
c = [2]
# ok: list-elements
d = (1, 2)
