# ruleid: conditional-assignment
a ||= 1
# ok: conditional-assignment
b = 1
