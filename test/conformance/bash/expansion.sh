# ruleid: expansion
eval $X
# ruleid: expansion
eval ${X}
# ok: expansion
eval $Y
