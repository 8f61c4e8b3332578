class Target {
  void Run() {
    // ruleid: call
    Exec("ls");
    // ruleid: call
    Exec();
    // ok: call
    Execute("ls");
  }
}
