class Target {
  void run() {
    // ruleid: arguments-rest
    format(f, last);
    // ruleid: arguments-rest
    format(f, a, b, last);
    // ok: arguments-rest
    format(f, a);
  }
}
