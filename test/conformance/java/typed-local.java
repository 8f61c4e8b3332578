class Target {
  void run() {
    Cookie c = make();
    // ruleid: typed-local
    c.setSecure(false);
    Box b = make();
    // ok: typed-local
    b.setSecure(false);
  }
}
