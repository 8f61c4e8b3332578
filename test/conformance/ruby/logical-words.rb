# ruleid: logical-words
x if a && b
# ruleid: logical-words
x if a and b
# ok: logical-words
x if a || b
