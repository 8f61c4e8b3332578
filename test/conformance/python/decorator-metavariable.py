# ruleid: decorator-metavariable
@cached
def a(): pass
# ruleid: decorator-metavariable
@cached()
def b(): pass
# ok: decorator-metavariable
@cached(1)
def c(): pass
# ok: decorator-metavariable
@app.cached
def d(): pass
