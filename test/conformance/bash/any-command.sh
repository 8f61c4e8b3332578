# ruleid: any-command
commit --no-verify
# ok: any-command
commit --verify
