// ruleid: cast
a = b as any;
// ok: cast
a = b as string;
