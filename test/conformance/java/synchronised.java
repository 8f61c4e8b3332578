class Target {
  void run() {
    // ruleid: synchronised
    synchronized (this) { f(); }
    // ok: synchronised
    f();
  }
}
