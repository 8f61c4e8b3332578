FROM x
# ruleid: same-metavariable
COPY /a /a
# ok: same-metavariable
COPY /a /b
