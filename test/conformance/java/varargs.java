class Target {
  // ruleid: varargs
  void run(int n, String... names) {}
  // ok: varargs
  void walk(int n, String names) {}
}
