class Target {
  // ruleid: method-header
  [HttpGet("a")]
  public string A(string x) { return x; }
  // ok: method-header
  [HttpPost("b")]
  public string B() { return ""; }
}
