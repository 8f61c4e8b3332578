FROM x
# ruleid: workdir-relative
WORKDIR app
# ok: workdir-relative
WORKDIR /app
