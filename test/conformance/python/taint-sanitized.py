a = input()
# ruleid: taint-sanitized
run(a)
a = clean(a)
# ok: taint-sanitized
run(a)
