# ruleid: append
x=1
# ok: append
x+=1
