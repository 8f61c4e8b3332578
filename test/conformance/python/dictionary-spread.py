# ruleid: dictionary-spread
run({"b": 2, "a": 1})
# ok: dictionary-spread
run({"a": 1, **rest})
