FROM x
# ruleid: shell-array
SHELL ["powershell", "-command"]
# ok: shell-array
SHELL ["/bin/bash", "-c"]
