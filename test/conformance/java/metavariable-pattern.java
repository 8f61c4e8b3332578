class Target {
  void run() {
    // ruleid: metavariable-pattern
    run("a" + b);
    // ruleid: metavariable-pattern
    run(String.format("a%s", b));
    // ok: metavariable-pattern
    run(b);
  }
}
