class Target {
  void run(Runtime a, Other b) {
    // ruleid: typed-parameter
    a.exec("x");
    // ok: typed-parameter
    b.exec("x");
  }
}
