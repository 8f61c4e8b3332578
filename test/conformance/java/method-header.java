class Target {
  // ruleid: method-header
  @GetMapping("/a")
  public String a(String x) { return x; }
  // ok: method-header
  @PostMapping("/b")
  public String b() { return ""; }
}
