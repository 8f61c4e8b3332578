class Target {
  void run() {
    // ruleid: call
    exec("ls");
    // ruleid: call
    exec();
    // ok: call
    execute("ls");
  }
}
