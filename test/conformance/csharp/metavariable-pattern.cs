class Target {
  void Run() {
    // ruleid: metavariable-pattern
    Run("a" + b);
    // ruleid: metavariable-pattern
    Run(string.Format("a{0}", b));
    // ok: metavariable-pattern
    Run(b);
  }
}
