class Target {
  void Run() {
    // ruleid: lambda
    Verify((a, b) => true);
    // ok: lambda
    Verify((a, b) => false);
  }
}
