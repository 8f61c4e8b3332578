void run(void) {
  // ruleid: catch
  try { f(); } catch (Error e) { }
  // ok: catch
  try { f(); } catch (Error e) { g(); }
}
