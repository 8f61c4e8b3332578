FROM x
# ruleid: label-pair
LABEL maintainer="me"
# ok: label-pair
LABEL version="1"
