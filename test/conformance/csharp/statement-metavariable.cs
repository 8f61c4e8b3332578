class Target {
  void Run() {
    // ruleid: statement-metavariable
    if (Failed()) { Stop(); Log(); return; }
    // ruleid: statement-metavariable
    if (Failed()) { Log(); Retry(); }
    // ok: statement-metavariable
    if (Failed()) { Log(); }
  }
}
