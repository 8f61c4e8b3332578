# ruleid: either
run()
# ruleid: either
exec("x")
# ok: either
walk()
