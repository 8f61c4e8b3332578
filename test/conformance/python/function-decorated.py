# ruleid: function-decorated
@route("/")
def a(): pass

# ruleid: function-decorated
@login
@route("/b")
@cache
def b(): pass

# ok: function-decorated
@other("/")
def c(): pass
