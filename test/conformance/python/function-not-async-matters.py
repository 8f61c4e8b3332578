# ruleid: function-not-async-matters
async def a(): pass
# ruleid: function-not-async-matters
def b() -> int: pass
