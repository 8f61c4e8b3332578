// ruleid: object-fields
run({ a: 1, secure: false } as Options);
// ok: object-fields
run({ secure: true });
