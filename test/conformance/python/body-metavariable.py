# ruleid: body-metavariable
if debug:
    a()
# ruleid: body-metavariable
if debug:
    a()
    b()
# ok: body-metavariable
if other:
    a()
