class Target {
  void Run() {
    // ruleid: for-each
    foreach (var s in all) { F(s); }
    // ruleid: for-each
    foreach (string s in all) F(s);
    // ok: for-each
    for (int i = 0; i < 3; i++) { }
  }
}
