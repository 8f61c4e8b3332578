// ruleid: structure
struct a { int b; char c[10]; int d; };
// ok: structure
struct e { int f; };
