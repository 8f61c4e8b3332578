FROM x
# ruleid: onbuild
ONBUILD ADD a b
# ok: onbuild
ONBUILD COPY a b
