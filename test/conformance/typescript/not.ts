// ruleid: not
a = b as C;
// ok: not
a = b as unknown;
