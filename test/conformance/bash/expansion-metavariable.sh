# ruleid: expansion-metavariable
eval $cmd
# ruleid: expansion-metavariable
eval ${OTHER}
# ok: expansion-metavariable
eval cmd
