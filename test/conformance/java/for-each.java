class Target {
  void run() {
    // ruleid: for-each
    for (String s : all) { f(s); }
    // ok: for-each
    for (int i = 0; i < 3; i++) { }
  }
}
