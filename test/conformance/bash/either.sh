# ruleid: either
telnet x
# ruleid: either
ftp y
# ok: either
ssh z
