class Target {
  void Run() {
    // ruleid: metavariable-comparison
    var a = new Rsa(1024);
    // ruleid: metavariable-comparison
    var b = new Rsa(0x400);
    // ok: metavariable-comparison
    var c = new Rsa(2048);
  }
}
