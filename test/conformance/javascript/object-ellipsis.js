// ruleid: object-ellipsis
run({ a: 1 });
// ok: object-ellipsis
run({});
