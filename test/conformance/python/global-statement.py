def f():
    # ruleid: global-statement
    global a
# ok: global-statement
a = 1
