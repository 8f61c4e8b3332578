# ruleid: any-string
system(cmd)
# ok: any-string
system("ls")
