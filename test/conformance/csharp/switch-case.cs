class Target {
  void Run() {
    // ruleid: switch-case
    switch (x) {
      case 0: G(); break;
      case 1: F(); break;
    }
    // ok: switch-case
    switch (x) { case 2: F(); break; }
  }
}
