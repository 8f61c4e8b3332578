class Target {
  private static final String NAME = "DES";
  void run() {
    // ruleid: constant-field
    getInstance(NAME);
  }
}
