ARG V=1
# ruleid: expansion
FROM ubuntu:${V}
# ruleid: expansion
FROM ubuntu:$V
# ok: expansion
FROM ubuntu:1
