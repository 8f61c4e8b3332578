class Target {
  void run() {
    String a = "";
    if (c) { a = source(); }
    // ruleid: taint-branches
    sink(a);
    String b = source();
    if (c) { b = ""; } else { b = "x"; }
    // ok: taint-branches
    sink(b);
  }
}
