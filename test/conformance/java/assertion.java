class Target {
  void run() {
    // ruleid: assertion
    assert a;
  }
}
