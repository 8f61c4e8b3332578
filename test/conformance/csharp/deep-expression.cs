class Target {
  void Run() {
    // ruleid: deep-expression
    Log("a" + (b ? password : c));
    // ruleid: deep-expression
    Log($"x{password}");
    // ok: deep-expression
    Log(user);
  }
}
