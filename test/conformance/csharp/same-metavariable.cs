class Target {
  void Run() {
    // ruleid: same-metavariable
    var a = b == b;
    // ok: same-metavariable
    var d = b == c;
  }
}
