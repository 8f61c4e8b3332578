FROM x
# ruleid: user-group
USER root:root
# ok: user-group
USER joe:root
