# ruleid: keyword-order
run(b=2, a=1)
# ok: keyword-order
run(a=1)
# ok: keyword-order
run(a=1, b=2, c=3)
