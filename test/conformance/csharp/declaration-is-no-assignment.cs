class Target {
  void Run() {
    // ok: declaration-is-no-assignment
    var a = Source();
    // ruleid: declaration-is-no-assignment
    a = Source();
    // ok: declaration-is-no-assignment
    string b = Source();
  }
}
