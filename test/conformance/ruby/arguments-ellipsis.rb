# ruleid: arguments-ellipsis
system("rm", "-rf", path)
# ruleid: arguments-ellipsis
system("rm")
# ok: arguments-ellipsis
system("ls", "rm")
