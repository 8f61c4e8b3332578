# ruleid: backticks
x = `ls`
# ok: backticks
y = "ls"
