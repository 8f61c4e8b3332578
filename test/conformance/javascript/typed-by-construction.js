const a = new Foo();
// ruleid: typed-by-construction
a.run();
const b = new Bar();
// ok: typed-by-construction
b.run();
