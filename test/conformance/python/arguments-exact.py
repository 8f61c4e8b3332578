# ruleid: arguments-exact
run(1)
# ok: arguments-exact
run()
# ok: arguments-exact
run(1, 2)
# ruleid: arguments-exact
run(lambda x: x)
