def a():
    x = read()
    # ruleid: sequence-nearest
    run(1)
    if b:
        # ok: sequence-nearest
        run(2)

def c():
    x = read()
    if d:
        # ruleid: sequence-nearest
        run(3)
