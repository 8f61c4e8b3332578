# ruleid: with
with open("a") as f:
    f.read()
# ok: with
with lock:
    pass
