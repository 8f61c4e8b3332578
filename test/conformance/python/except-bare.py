# ruleid: except-bare
try:
    a
except:
    b
# ok: except-bare
try:
    a
except ValueError:
    b
