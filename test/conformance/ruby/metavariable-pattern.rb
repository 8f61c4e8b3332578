# ruleid: metavariable-pattern
execute("select " + id)
# ok: metavariable-pattern
execute("select")
