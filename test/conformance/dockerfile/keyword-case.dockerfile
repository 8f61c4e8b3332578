FROM x
# ruleid: keyword-case
user root
# ruleid: keyword-case
USER root
# ok: keyword-case
USER joe
