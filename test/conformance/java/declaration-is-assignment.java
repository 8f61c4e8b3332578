class Target {
  void run() {
    // ruleid: declaration-is-assignment
    String a = source();
    // ruleid: declaration-is-assignment
    a = source();
    // ruleid: declaration-is-assignment
    final int b = source();
  }
}
