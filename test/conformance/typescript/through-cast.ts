// ruleid: through-cast
run('a' as string);
// ok: through-cast
run(a as string);
