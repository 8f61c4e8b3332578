class Target {
  // ruleid: attribute-alone
  [AllowAnonymous]
  public void A() { }
  // ok: attribute-alone
  [Authorize]
  public void B() { }
}
