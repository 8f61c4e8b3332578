// ruleid: export
export const a = 1;
// ok: export
const b = 1;
// ok: export
export let c = 1;
