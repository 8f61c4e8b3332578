class Target {
  void Run() {
    // ruleid: arguments-rest
    Format(f, last);
    // ruleid: arguments-rest
    Format(f, a, b, last);
    // ok: arguments-rest
    Format(f, a);
  }
}
