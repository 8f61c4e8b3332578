FROM x
# ruleid: healthcheck-command
HEALTHCHECK --interval=5m CMD curl x
# ok: healthcheck-command
HEALTHCHECK CMD wget x
