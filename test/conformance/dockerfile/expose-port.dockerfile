FROM x
# ruleid: expose-port
EXPOSE 22
# ruleid: expose-port
EXPOSE 80 22
# ok: expose-port
EXPOSE 80
