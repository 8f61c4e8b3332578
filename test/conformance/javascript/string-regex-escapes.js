// ruleid: string-regex-escapes
run('sudo rm 1');
// ok: string-regex-escapes
run('sudo rms+d');
// ok: string-regex-escapes
run('farm 1');
