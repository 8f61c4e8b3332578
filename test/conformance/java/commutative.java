class Target {
  void run() {
    // ruleid: commutative
    boolean x = a && b;
    // ruleid: commutative
    boolean y = b && a;
    // ok: commutative
    boolean z = a || b;
  }
}
