class A {
  void M() {
    // ruleid: is-and
    if (a is Foo) { F(); }
    // ruleid: is-and
    if (a is Foo f) { F(); }
    // ok: is-and
    if (a is Foo && b) { F(); }
  }
}
