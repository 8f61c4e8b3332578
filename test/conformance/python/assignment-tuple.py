# ruleid: assignment-tuple
a, b = run()
# ok: assignment-tuple
a = run()
