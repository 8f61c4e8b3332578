# ruleid: keyword-metavariable
run(1, a=2)
# ok: keyword-metavariable
run(1)
