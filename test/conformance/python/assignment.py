# ruleid: assignment
a = run()
# ruleid: assignment
a: int = run()
# ok: assignment
a += run()
# ok: assignment
run()
