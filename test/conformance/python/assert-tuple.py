# ruleid: assert-tuple
assert (a, "b")
# ok: assert-tuple
assert a, "b"
