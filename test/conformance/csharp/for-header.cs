class Target {
  void Run() {
    // ruleid: for-header
    for (int i = 0; i < 3; i++) { Exec(i); }
    // ok: for-header
    for (;;) { Other(); }
  }
}
