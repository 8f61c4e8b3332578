class Target {
  void Run() {
    // ruleid: new
    var a = new Random();
    // ruleid: new
    Use(new Random(1));
    // ok: new
    new SecureRandom();
  }
}
