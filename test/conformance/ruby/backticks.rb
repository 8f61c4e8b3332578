# ruleid: backticks
x = `ls`
# ruleid: backticks
x = `ls #{z}`
# ok: backticks
y = "ls"
