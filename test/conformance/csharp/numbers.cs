class Target {
  void Run() {
    // ruleid: numbers
    Chmod(0x1FF);
    // ruleid: numbers
    Chmod(5_11);
    // ruleid: numbers
    Chmod(511L);
    // ok: numbers
    Chmod(512);
  }
}
