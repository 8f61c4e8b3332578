# ruleid: arguments-ellipsis
run(1)
# ruleid: arguments-ellipsis
run(0, 1, 2)
# ok: arguments-ellipsis
run(0)
