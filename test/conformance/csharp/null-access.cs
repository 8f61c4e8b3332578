class Target {
  void Run() {
    // ruleid: null-access
    a?.Close();
    // ok: null-access
    a.Close();
  }
}
