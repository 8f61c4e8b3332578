class Target {
  private readonly ILogger log;
  private Box box;
  void Run() {
    // ruleid: typed-field
    log.Info("x");
    // ok: typed-field
    box.Info("x");
  }
}
