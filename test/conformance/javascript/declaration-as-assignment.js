// ruleid: declaration-as-assignment
const a = run();
// ruleid: declaration-as-assignment
let b = run(), c = 1;
// ruleid: declaration-as-assignment
d = run();
// ok: declaration-as-assignment
run();
