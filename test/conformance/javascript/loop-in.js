// ruleid: loop-in
for (const a of b) { c(a); }
// ok: loop-in
for (const a in b) { c(a); }
