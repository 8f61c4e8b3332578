FROM alpine
# ruleid: any-env
ENV A=1
# ok: any-env
ARG B=1
