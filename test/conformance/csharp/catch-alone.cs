class Target {
  void Run() {
    try {
      F();
    // ruleid: catch-alone
    } catch (NullReferenceException e) {
      Log(e);
    }
  }
}
