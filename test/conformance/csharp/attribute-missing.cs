class Target {
  // ruleid: attribute-missing
  [HttpPost]
  public string A() { return ""; }
  // ok: attribute-missing
  [HttpPost]
  [ValidateAntiForgeryToken]
  public string B() { return ""; }
}
