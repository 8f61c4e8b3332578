# ruleid: hash-rocket
get(:verify => false)
# ruleid: hash-rocket
get(verify: false)
# ok: hash-rocket
get(verify: true)
