# ruleid: lambda-literal
f = ->(c) { eval(c) }
# ok: lambda-literal
g = ->(c) { puts(c) }
