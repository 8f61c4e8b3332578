class Target {
  void Run() {
    // ruleid: method-call
    process.Start(cmd);
    // ruleid: method-call
    a.b().Start(cmd);
    // ok: method-call
    process.Start(cmd, env);
  }
}
