class Target {
  void Run() {
    // ruleid: interpolated
    Query($"select {name}");
    // ruleid: interpolated
    Query($"select {name} from {table}");
    // ok: interpolated
    Query("select");
  }
}
