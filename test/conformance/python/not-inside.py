# ruleid: not-inside
run()
with lock:
    # ok: not-inside
    run()
