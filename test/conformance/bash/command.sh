# ruleid: command
rm -rf /
# ok: command
rm -rf /tmp
