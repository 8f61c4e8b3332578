FROM x
# ruleid: env-several
ENV A=1 B=2
# ok: env-several
ENV A=1 C=2
