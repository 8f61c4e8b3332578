# ruleid: defined-word
p 1 if defined?(a)
# ok: defined-word
p 1 if a
