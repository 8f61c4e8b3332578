# ruleid: decorator-alone
@csrf_exempt
def a(): pass
# ok: decorator-alone
@other
def b(): pass
