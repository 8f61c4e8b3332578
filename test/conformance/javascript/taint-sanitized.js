const a = input();
// ruleid: taint-sanitized
run(`a ${a}`);
// ok: taint-sanitized
run(clean(a));
let b = input();
b = 'x';
// ok: taint-sanitized
run(b);
