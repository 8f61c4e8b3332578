KEY = "secret"
# ruleid: constant-value
foo(KEY)
local = "secret"
# ruleid: constant-value
foo(local)
# ok: constant-value
foo(other)
