class Target {
  void run() {
    // ruleid: declaration
    String a = source();
    // ruleid: declaration
    int b = source();
    // ok: declaration
    b = source();
  }
}
