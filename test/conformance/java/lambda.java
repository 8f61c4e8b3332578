class Target {
  void run() {
    // ruleid: lambda
    verify((a, b) -> true);
    // ok: lambda
    verify((a, b) -> false);
  }
}
