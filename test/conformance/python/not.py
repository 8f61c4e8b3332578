# ruleid: not
run(1)
# ok: not
run(1, safe=True)
