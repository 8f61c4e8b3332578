class Target {
  void run() {
    // ruleid: string-metavariable
    get("http://x");
    // ok: string-metavariable
    get("https://x");
  }
}
