class Target {
  void run() {
    // ruleid: metavariable-comparison
    initialize(1024);
    // ruleid: metavariable-comparison
    initialize(0x400);
    // ok: metavariable-comparison
    initialize(2048);
  }
}
