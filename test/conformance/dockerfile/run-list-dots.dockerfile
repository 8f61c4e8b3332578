FROM x
# ruleid: run-list-dots
RUN apt-get update && apt-get install x && rm -rf y
# ok: run-list-dots
RUN apt-get update && apt-get install x
