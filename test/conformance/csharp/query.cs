class A {
  void M() {
    // ruleid: query
    var a = xs.Where(x => x > 1);
    // ruleid: query
    var b = from x in xs where x > 1 select x;
    // ok: query
    var c = from x in xs select x;
  }
}
