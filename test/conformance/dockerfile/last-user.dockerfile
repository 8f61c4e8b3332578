FROM x
# ok: last-user
USER root
RUN ls
USER joe
FROM y
# ok: last-user
USER jane
