class Target {
  void Run() {
    // ruleid: coalesce
    var a = b ?? "";
    // ok: coalesce
    var c = b ?? d;
  }
}
