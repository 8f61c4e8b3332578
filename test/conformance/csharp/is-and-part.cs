class A {
  void M() {
    // ruleid: is-and-part
    var a = b is null || c;
    // ruleid: is-and-part
    var d = c && e is null && f;
    // ok: is-and-part
    var g = h is not null && i;
  }
}
