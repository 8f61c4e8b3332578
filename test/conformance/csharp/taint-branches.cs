class Target {
  void Run() {
    var a = "";
    if (c) { a = Source(); }
    // ruleid: taint-branches
    Sink(a);
    var b = Source();
    if (c) { b = ""; } else { b = "x"; }
    // ok: taint-branches
    Sink(b);
  }
}
