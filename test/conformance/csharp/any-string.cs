class Target {
  void Run() {
    // ruleid: any-string
    Create("DES");
    // ruleid: any-string
    Create(@"DES");
    // ok: any-string
    Create(name);
  }
}
