FROM x
# ruleid: run-dots
RUN apt-get install -y curl
# ok: run-dots
RUN yum install -y curl
