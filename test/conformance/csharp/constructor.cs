class Target {
  // ruleid: constructor
  public Target(int size) { }
  // ok: constructor
  public void Run(int size) { }
  // ok: constructor
  private Target() { }
}
