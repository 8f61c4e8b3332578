# ruleid: taint-sanitized
sh -c "$1"
z=$(printf %q "$1")
# ok: taint-sanitized
sh -c "$z"
