# ruleid: conjunction-of-three
a and b
# ok: conjunction-of-three
a and b and c
