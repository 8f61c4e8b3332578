class Target {
  public void A(int y, string x) {
    // ruleid: parameter
    Run(x);
    // ok: parameter
    Run(y);
  }
}
