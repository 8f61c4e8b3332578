class Target {
  void Run() {
    // ok: not-in-using
    using (var s = new StreamReader("x")) { s.Read(); }
    // ruleid: not-in-using
    var t = new StreamReader("x");
  }
}
