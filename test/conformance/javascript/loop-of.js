// ruleid: loop-of
for (const a of b) c(a);
// ruleid: loop-of
for (let a of b) { d(a); }
// ok: loop-of
for (let a = b; ; ) c(a);
