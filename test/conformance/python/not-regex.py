# ruleid: not-regex
run("x")
# ok: not-regex
run("safe")
