# ruleid: comprehension-as-list
any([a, b])
# ruleid: comprehension-as-list
any([a for a in b])
# ruleid: comprehension-as-list
any(a for a in b)
# ok: comprehension-as-list
any(a)
