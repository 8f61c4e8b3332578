# ok: comments
# halt
true
# ruleid: comments
halt # now
