class Target {
  void Run() {
    // ruleid: concatenation
    command.CommandText = "select " + name;
    // ok: concatenation
    command.CommandText = "select ";
  }
}
