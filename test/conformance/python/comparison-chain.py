# ruleid: comparison-chain
a < b
# ok: comparison-chain
a < b < c
