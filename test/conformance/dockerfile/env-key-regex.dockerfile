FROM x
# ruleid: env-key-regex
ENV DB_PASSWORD=x
# ok: env-key-regex
ENV DB_USER=x
