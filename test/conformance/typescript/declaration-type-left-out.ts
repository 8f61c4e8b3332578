// ruleid: declaration-type-left-out
const a: string = run();
// ruleid: declaration-type-left-out
let b = run();
