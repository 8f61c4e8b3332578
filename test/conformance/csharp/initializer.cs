class Target {
  void Run() {
    // ruleid: initializer
    var a = new Settings { Other = 1, TypeNameHandling = All };
    // ok: initializer
    var b = new Settings { Other = 1 };
  }
}
