class Target {
  void run() {
    // ok: not-in-try
    try (InputStream s = new FileInputStream("x")) {
      s.read();
    }
    // ruleid: not-in-try
    InputStream t = new FileInputStream("x");
  }
}
