// ruleid: type-alias
type A = any;
// ok: type-alias
type B = string;
