# ruleid: metavariable-word
eval foo
# ruleid: metavariable-word
eval "$cmd"
# ok: metavariable-word
eval a b
