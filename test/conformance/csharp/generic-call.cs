class Target {
  void Run() {
    // ruleid: generic-call
    var a = Deserialize<Foo>(b);
    // ok: generic-call
    var c = Deserialize(b);
  }
}
