# ruleid: regex
a = "TODO"
# ok: regex
b = "done"
