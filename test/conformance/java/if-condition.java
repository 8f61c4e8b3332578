class Target {
  void run() {
    // ruleid: if-condition
    if (a == null) { f(); }
    // ruleid: if-condition
    if (a == null) f(); else g();
    // ok: if-condition
    if (null == a) f();
    // ok: if-condition
    if (a != null) f();
  }
}
