class Target {
  void Run() {
    // ruleid: event
    manager.Callback += (a, b) => { return true; };
    // ok: event
    manager.Callback -= (a, b) => { return true; };
  }
}
