class Target {
  void Run() {
    // ruleid: chain
    var a = Builder().Build();
    // ruleid: chain
    var b = Builder().One(1).Two().Build();
    // ok: chain
    var c = Other().Build();
  }
}
