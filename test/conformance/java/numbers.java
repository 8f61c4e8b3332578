class Target {
  void run() {
    // ruleid: numbers
    chmod(0777);
    // ruleid: numbers
    chmod(0x1FF);
    // ruleid: numbers
    chmod(511L);
    // ok: numbers
    chmod(777);
  }
}
