// ruleid: string-quotes
run('rm');
// ruleid: string-quotes
run(`rm`);
// ok: string-quotes
run("ls");
