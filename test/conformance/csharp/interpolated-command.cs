class Target {
  void Run() {
    // ruleid: interpolated-command
    var a = new SqlCommand($"select {name}", connection);
    // ok: interpolated-command
    var b = new SqlCommand("select", connection);
  }
}
