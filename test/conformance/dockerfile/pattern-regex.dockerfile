FROM x
# ruleid: pattern-regex
RUN apt-get --allow-unauthenticated install x
# ok: pattern-regex
RUN apt-get install x
