// ruleid: string-metavariable
run('rm -rf /');
// ok: string-metavariable
run('ls; rm');
