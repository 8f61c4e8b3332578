class Target {
  void run() {
    // ruleid: try-with-resources
    try (InputStream s = new FileInputStream("x")) {
      s.read();
    }
    // ok: try-with-resources
    try (InputStream s = other()) {
      s.read();
    }
  }
}
