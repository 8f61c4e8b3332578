class Target {
  void Run() {
    Cookie c = Make();
    // ruleid: typed-local
    c.Secure = false;
    Box b = Make();
    // ok: typed-local
    b.Secure = false;
  }
}
