class Target {
  void Run() {
    // ruleid: string-metavariable
    Get("http://x");
    // ok: string-metavariable
    Get("https://x");
  }
}
