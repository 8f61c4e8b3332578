# ruleid: from-platform
FROM --platform=linux/amd64 ubuntu
# ok: from-platform
FROM ubuntu
