class Target {
  void run() {
    // ruleid: deep-condition
    if (a && !isAdmin()) { f(); }
    // ok: deep-condition
    if (a) { isAdmin(); }
  }
}
