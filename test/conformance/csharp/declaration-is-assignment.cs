class Target {
  void Run() {
    // ruleid: declaration-is-assignment
    var a = Source();
    // ruleid: declaration-is-assignment
    a = Source();
    // ruleid: declaration-is-assignment
    string b = Source();
  }
}
