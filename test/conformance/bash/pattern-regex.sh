# ruleid: pattern-regex
set +x
# ok: pattern-regex
set -x
