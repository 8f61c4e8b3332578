# ruleid: same-metavariable
mv a a
# ok: same-metavariable
mv a b
