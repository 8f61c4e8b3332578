# ruleid: string-adjacent
a = ["b" "c", "d"]
# ok: string-adjacent
a = ["b", "c", "d"]
