class Target {
  void run() {
    // ruleid: new
    Random a = new Random();
    // ruleid: new
    use(new Random(1));
    // ok: new
    new SecureRandom();
  }
}
