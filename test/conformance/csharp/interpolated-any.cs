class Target {
  void Run(string name) {
    // ruleid: interpolated-any
    Log($"hello {name}!");
    // ruleid: interpolated-any
    Log($"hello");
    // ok: interpolated-any
    Log("hello");
  }
}
