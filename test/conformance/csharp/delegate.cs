class Target {
  void Run() {
    // ruleid: delegate
    manager.Callback = delegate { return true; };
    // ok: delegate
    manager.Callback = delegate { return Check(); };
  }
}
