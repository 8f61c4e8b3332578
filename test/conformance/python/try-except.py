# ruleid: try-except
try:
    a
except ValueError:
    pass
# ok: try-except
try:
    a
except ValueError:
    log()
