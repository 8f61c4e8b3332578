name = "rm"
# ruleid: constant-propagation
run(name)
other = "r" + "m"
# ruleid: constant-propagation
run(other)
third = input()
# ok: constant-propagation
run(third)
