// ruleid: object-fields
run({ a: 1, secure: false });
// ruleid: object-fields
run({ 'secure': false });
// ok: object-fields
run({ secure: true });
// ok: object-fields
run({});
