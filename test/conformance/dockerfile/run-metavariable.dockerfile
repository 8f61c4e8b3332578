FROM x
# ruleid: run-metavariable
RUN chmod 777 /a
# ok: run-metavariable
RUN chmod 755 /a
