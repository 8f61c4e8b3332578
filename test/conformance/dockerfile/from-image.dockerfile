# ruleid: from-image
FROM ubuntu
# ruleid: from-image
FROM ubuntu:22.04
# ruleid: from-image
FROM ubuntu AS base
# ok: from-image
FROM debian
