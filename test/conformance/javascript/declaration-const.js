// ruleid: declaration-const
const a = run();
// ok: declaration-const
let b = run();
