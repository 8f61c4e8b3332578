// ruleid: chain
a.pipe(b).c<string>().subscribe(d);
// ok: chain
a.pipe(b).c();
