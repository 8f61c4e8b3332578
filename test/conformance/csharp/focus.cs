class Target {
  void Run() {
    Run(
      // ruleid: focus
      a);
  }
}
