class Target {
  void run() {
    // ruleid: try-catch
    try { f(); } catch (Exception e) { }
    // ok: try-catch
    try { f(); } catch (Exception e) { log(e); }
  }
}
