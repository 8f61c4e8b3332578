// ruleid: chain
a.get(1).set(2).end();
// ruleid: chain
a.get(1).end();
// ok: chain
a.set(1).end();
