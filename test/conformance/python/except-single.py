# ruleid: except-single
try:
    a()
except ValueError:
    b()
# ok: except-single
try:
    a()
except (ValueError, KeyError):
    b()
# ok: except-single
try:
    a()
except ValueError as e:
    b()
