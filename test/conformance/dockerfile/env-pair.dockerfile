FROM x
# ruleid: env-pair
ENV DEBUG=1
# ruleid: env-pair
ENV DEBUG 1
# ok: env-pair
ENV LEVEL=1
