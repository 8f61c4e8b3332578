# ruleid: number-value
chmod(0777)
# ruleid: number-value
chmod(0o777)
# ok: number-value
chmod(0644)
