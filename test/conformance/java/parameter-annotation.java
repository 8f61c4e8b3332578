class Target {
  void a(@RequestParam String x, int y) {
    // ruleid: parameter-annotation
    run(x);
    // ok: parameter-annotation
    run(y);
  }
  void b(String z) {
    // ok: parameter-annotation
    run(z);
  }
}
