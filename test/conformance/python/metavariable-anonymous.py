# ruleid: metavariable-anonymous
run(1, 2)
# ok: metavariable-anonymous
run(1)
