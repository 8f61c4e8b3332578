# ruleid: assignment-chain
b = f()
# ok: assignment-chain
a = b = f()
