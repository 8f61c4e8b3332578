# ruleid: condition
if a:
    pass
# ruleid: condition
if a:
    pass
else:
    b
