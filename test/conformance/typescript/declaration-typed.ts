// ruleid: declaration-typed
const a: any = b;
// ok: declaration-typed
const c: string = d;
