class Target {
  void run() {
    run(
      // ruleid: focus
      a);
  }
}
