# ruleid: arguments-rest
run(1, 2)
# ok: arguments-rest
walk(1)
