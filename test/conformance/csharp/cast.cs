class Target {
  void Run() {
    // ruleid: cast
    var a = (Foo) b;
    // ruleid: cast
    var c = b as Foo;
    // ok: cast
    var d = (Bar) b;
  }
}
