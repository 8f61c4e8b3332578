// ruleid: string-regex
run('Sudo rm');
// ok: string-regex
run('rm');
