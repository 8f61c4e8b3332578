# ruleid: metavariable-equal
p(a == a)
# ok: metavariable-equal
p(a == b)
