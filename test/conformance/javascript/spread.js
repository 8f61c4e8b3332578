// ruleid: spread
run(...items);
// ok: spread
run(items);
