class Target {
  void Run() {
    // ruleid: statement-sequence
    var a = Open();
    Use(a);
    if (ok) { Close(a); }
    // ok: statement-sequence
    var b = Open();
    Close(c);
  }
}
