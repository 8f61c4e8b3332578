# ruleid: from-tag
FROM ubuntu:latest
# ok: from-tag
FROM ubuntu
# ok: from-tag
FROM ubuntu:1
