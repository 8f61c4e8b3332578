// ruleid: deep-key
run({ a: secret });
// ok: deep-key
run({ secret: a });
