a = input()
b = "x" + a
# ruleid: taint
run(b)
# ok: taint
run("x")
