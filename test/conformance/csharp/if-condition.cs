class Target {
  void Run() {
    // ruleid: if-condition
    if (a == null) { F(); }
    // ruleid: if-condition
    if (a == null) F(); else G();
    // ok: if-condition
    if (a != null) F();
  }
}
