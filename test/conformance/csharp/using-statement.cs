class Target {
  void Run() {
    // ruleid: using-statement
    using (var s = new StreamReader("x")) {
      s.Read();
    }
    // ok: using-statement
    using (var s = Other()) { s.Read(); }
  }
}
