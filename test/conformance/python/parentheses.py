# ruleid: parentheses
(a) + ((b))
# ruleid: parentheses
c = (a + b)
# ok: parentheses
a + c
