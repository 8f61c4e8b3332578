class Target {
  void Run() {
    // ruleid: var-declaration
    var a = Source();
    // ruleid: var-declaration
    string b = Source();
    // ok: var-declaration
    c = Source();
  }
}
