// ruleid: arrow-ellipsis
run((a, b) => { c(); });
// ruleid: arrow-ellipsis
run(() => {});
// ok: arrow-ellipsis
run(a);
