async def f():
    # ruleid: with-async
    async with a:
        pass
    # ok: with-async
    with a:
        pass
