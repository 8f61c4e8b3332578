class Target {
  void run() {
    // ruleid: new-array
    byte[] a = new byte[]{1, 2};
    // ok: new-array
    byte[] b = new byte[2];
  }
}
