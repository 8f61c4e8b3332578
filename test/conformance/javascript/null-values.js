// ruleid: null-values
run(undefined);
// ok: null-values
run(null);
