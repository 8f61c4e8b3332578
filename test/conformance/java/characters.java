class Target {
  void run() {
    // ruleid: characters
    split('\n');
    // ok: characters
    split('n');
  }
}
