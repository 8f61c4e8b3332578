class Target {
  void Run(Process a, Other b) {
    // ruleid: typed-parameter
    a.Start("x");
    // ok: typed-parameter
    b.Start("x");
  }
}
