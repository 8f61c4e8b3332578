class A {
  void M() {
    // ruleid: query-taint
    Sink(from x in Source() where x > 1 orderby x select x);
    // ruleid: query-taint
    Sink(from x in Other() join y in Source() on x.A equals y.B select y);
    // ok: query-taint
    Sink(from x in Other() select x);
  }
}
