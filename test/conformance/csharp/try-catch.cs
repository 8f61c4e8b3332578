class Target {
  void Run() {
    // ruleid: try-catch
    try { F(); } catch (Exception e) { }
    // ok: try-catch
    try { F(); } catch (Exception e) { Log(e); }
  }
}
