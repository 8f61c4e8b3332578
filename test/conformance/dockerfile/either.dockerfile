FROM x
# ruleid: either
MAINTAINER me
# ruleid: either
ADD a b
# ok: either
COPY a b
