FROM x
# ruleid: copy-dots
COPY a b /app
# ruleid: copy-dots
COPY --chown=1:1 . /app
# ok: copy-dots
COPY a /b
