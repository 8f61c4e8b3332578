class Target {
  private Logger log;
  private Box box;
  void run() {
    // ruleid: typed-field
    log.info("x");
    // ok: typed-field
    box.info("x");
  }
}
