# ruleid: sequence-nested
f = open("a")
if ready:
    for line in lines:
        f.write(line)
