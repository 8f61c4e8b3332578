class Target {
  void run() {
    // ruleid: method-call
    runtime.exec(cmd);
    // ruleid: method-call
    a.b().exec(cmd);
    // ok: method-call
    runtime.exec(cmd, env);
  }
}
