// ruleid: not
run(a);
// ok: not
run('a');
