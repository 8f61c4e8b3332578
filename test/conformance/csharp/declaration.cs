class Target {
  void Run() {
    // ruleid: declaration
    string a = Source();
    // ok: declaration
    b = Source();
  }
}
