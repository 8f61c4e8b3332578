FROM x
# ruleid: run-command
RUN apt-get update
# ok: run-command
RUN apt-get upgrade
