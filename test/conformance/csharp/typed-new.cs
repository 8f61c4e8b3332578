class Target {
  void Run() {
    var a = new Random();
    // ruleid: typed-new
    a.Next();
    var b = new Other();
    // ok: typed-new
    b.Next();
  }
}
