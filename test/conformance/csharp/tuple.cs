class A {
  void M() {
    // ruleid: tuple
    (a, b) = F();
    // ok: tuple
    a = F();
  }
}
