# ruleid: rest-metavariable
eval foo
# ruleid: rest-metavariable
eval a b
# ok: rest-metavariable
evaluate a
