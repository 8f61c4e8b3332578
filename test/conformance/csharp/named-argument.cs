class Target {
  void Run() {
    // ruleid: named-argument
    Open("x", secure: false);
    // ok: named-argument
    Open("x", secure: true);
  }
}
