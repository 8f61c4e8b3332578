# ruleid: hash-literal
x = { name: "a", admin: true }
# ok: hash-literal
y = { name: "a", admin: false }
