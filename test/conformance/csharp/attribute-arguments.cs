class Target {
  // ruleid: attribute-arguments
  [Route("a", Name = "b")]
  string A() { return ""; }
  // ok: attribute-arguments
  [Route("a")]
  string B() { return ""; }
}
