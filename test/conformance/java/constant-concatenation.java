class Target {
  void run() {
    // ruleid: constant-concatenation
    run("a" + "b");
    // ok: constant-concatenation
    run("a" + b);
  }
}
