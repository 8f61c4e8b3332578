class Target {
  void Run() {
    // ruleid: is-type
    var a = x is Foo;
    // ruleid: is-type
    if (x is Foo f) { }
    // ok: is-type
    var b = x is Bar;
  }
}
