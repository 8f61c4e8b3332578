# ruleid: deep-expression
if user.is_admin: pass
# ruleid: deep-expression
if not (x and user.is_admin): pass
# ok: deep-expression
if user.is_guest: pass
