# ruleid: function-async
async def a(): pass
# ok: function-async
def b(): pass
