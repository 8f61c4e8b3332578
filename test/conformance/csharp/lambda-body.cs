class Target {
  void Run() {
    // ruleid: lambda-body
    handler.Check = (a, b) => true;
    // ok: lambda-body
    handler.Check = (a, b) => { return true; };
  }
}
