// ruleid: object-alone
const a = { user: b, admin: true };
// ok: object-alone
const c = { user: b };
