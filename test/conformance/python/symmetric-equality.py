# ruleid: symmetric-equality
if a == None: pass
# ruleid: symmetric-equality
if None == a: pass
# ok: symmetric-equality
if a is None: pass
