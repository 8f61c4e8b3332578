class Target {
  // ruleid: return
  int a(int b) { return b + 1; }
  // ok: return
  int c(int b) { return b; }
}
