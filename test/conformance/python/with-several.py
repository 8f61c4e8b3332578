# ruleid: with-several
with open(a) as f, lock:
    pass
# ruleid: with-several
with lock, open(b) as g:
    pass
# ok: with-several
with lock, other as h:
    pass
