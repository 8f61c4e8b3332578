class Target {
  void run() {
    // ruleid: same-metavariable
    boolean a = b == b;
    // ruleid: same-metavariable
    boolean c = x.f(1) == x.f(1);
    // ok: same-metavariable
    boolean d = b == c;
  }
}
