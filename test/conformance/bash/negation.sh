# ruleid: negation
! grep x y
# ok: negation
grep x y
