FROM x
# ruleid: run-exec-form
RUN ["ls", "-l"]
# ok: run-exec-form
RUN ls -l
