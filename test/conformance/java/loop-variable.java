class Target {
  void run() {
    // ruleid: loop-variable
    int sum = 0;
    // ok: loop-variable
    for (int i = 0; i < 3; i++) sum += i;
  }
}
