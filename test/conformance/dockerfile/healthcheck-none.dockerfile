FROM x
# ruleid: healthcheck-none
HEALTHCHECK NONE
# ok: healthcheck-none
HEALTHCHECK CMD curl x
