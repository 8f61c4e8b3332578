// ruleid: loop-any
for (let i = 0; i < 1; i++) { run(i); }
// ok: loop-any
while (a) { run(a); }
