// ruleid: arrow-returns
a(b => b.send(1));
// ruleid: arrow-returns
a(b => { return b.send(1); });
// ok: arrow-returns
a(b => { b.send(1); });
