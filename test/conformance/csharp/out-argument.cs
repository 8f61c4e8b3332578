class Target {
  void Run() {
    // ruleid: out-argument
    TryParse(a, out var b);
    // ruleid: out-argument
    TryParse(a, out c);
  }
}
