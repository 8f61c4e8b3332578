# ruleid: rest-metavariable
spawn("a", "b", c)
# ok: rest-metavariable
fork("a")
