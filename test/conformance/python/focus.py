def a(
    # ruleid: focus
    x,
):
    pass
