# ruleid: from-untagged
FROM ubuntu
# ok: from-untagged
FROM ubuntu:1
# ok: from-untagged
FROM ubuntu@sha256:abc
