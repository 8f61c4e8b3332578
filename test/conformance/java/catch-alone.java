class Target {
  void run() {
    try {
      f();
    // ruleid: catch-alone
    } catch (NullPointerException e) {
      log(e);
    }
  }
}
