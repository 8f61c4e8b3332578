# ruleid: from-digest
FROM ubuntu@sha256:abc
# ok: from-digest
FROM ubuntu:1
