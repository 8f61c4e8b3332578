// ruleid: declaration-kinds
var a = run();
// ruleid: declaration-kinds
const b = run();
// ruleid: declaration-kinds
let c = run();
