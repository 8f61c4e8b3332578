// ruleid: markup-or-call
unsafe(a);
// ok: markup-or-call
safe(a);
