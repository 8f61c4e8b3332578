# ruleid: regex-escapes
run('sudo rm 1')
# ok: regex-escapes
run('sudo rms+d')
# ok: regex-escapes
run('farm 1')
