FROM x
# ruleid: arg-default
ARG TOKEN=abc
# ok: arg-default
ARG TOKEN
