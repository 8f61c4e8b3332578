FROM x
# ruleid: entrypoint-array
ENTRYPOINT ["app", "--debug", "-v"]
# ok: entrypoint-array
ENTRYPOINT ["app"]
