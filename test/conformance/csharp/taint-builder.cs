class Target {
  void Run() {
    var a = new StringBuilder();
    a.Append(Source());
    // ruleid: taint-builder
    Sink(a.ToString());
    var b = new StringBuilder();
    // ok: taint-builder
    Sink(b.ToString());
  }
}
