class Target {
  private const string Name = "DES";
  void Run() {
    // ruleid: constant-field
    Create(Name);
  }
}
