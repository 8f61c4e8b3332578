class Target {
  void run() {
    // ruleid: not-pattern
    setSecure(false);
    // ruleid: not-pattern
    setSecure(x);
    // ok: not-pattern
    setSecure(true);
  }
}
