class Target {
  void run(String a, int b) {
    // ruleid: typed-string
    run(a + b);
    // ok: typed-string
    run(b + a);
  }
}
