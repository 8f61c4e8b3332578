FROM x
# ruleid: user-number
USER 0
# ok: user-number
USER 1000
