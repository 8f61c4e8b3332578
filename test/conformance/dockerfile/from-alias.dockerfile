# ruleid: from-alias
FROM ubuntu:1 AS base
# ruleid: from-alias
from ubuntu as base
# ok: from-alias
FROM ubuntu
