# ruleid: metavariable-same
a.b == a.b
# ruleid: metavariable-same
run(1) == run(1)
# ok: metavariable-same
a == b
# ruleid: metavariable-same
if a == a: pass
