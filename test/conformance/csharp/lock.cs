class Target {
  void Run() {
    // ruleid: lock
    lock (this) { F(); }
    // ok: lock
    F();
  }
}
