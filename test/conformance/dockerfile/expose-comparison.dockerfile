FROM x
# ruleid: expose-comparison
EXPOSE 80
# ok: expose-comparison
EXPOSE 8080
