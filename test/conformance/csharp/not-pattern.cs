class Target {
  void Run() {
    // ruleid: not-pattern
    SetSecure(false);
    // ok: not-pattern
    SetSecure(true);
  }
}
