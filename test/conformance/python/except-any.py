# ruleid: except-any
try:
    a()
except X as e:
    pass
# ok: except-any
try:
    a()
except X:
    b()
