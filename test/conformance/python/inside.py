# ok: inside
run()
def main():
    # ruleid: inside
    run()
    if x:
        # ruleid: inside
        run(1)
