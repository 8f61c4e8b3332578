class Target {
  void run() {
    // ruleid: for-header
    for (int i = 0; i < 3; i++) { exec(i); }
    // ruleid: for-header
    for (String s : all) exec(s);
    // ok: for-header
    for (;;) { other(); }
  }
}
