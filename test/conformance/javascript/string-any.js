// ruleid: string-any
run('anything');
// ruleid: string-any
run(``);
// ok: string-any
run(name);
