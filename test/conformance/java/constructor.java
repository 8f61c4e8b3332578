class Target {
  // ruleid: constructor
  public Target(int a) { super(a); f(); }
  // ok: constructor
  public Target() { f(); }
}
