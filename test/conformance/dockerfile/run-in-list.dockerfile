FROM x
# ruleid: run-in-list
RUN apt-get update && apt-get install -y curl
# ok: run-in-list
RUN apt-get update && apt-get clean
