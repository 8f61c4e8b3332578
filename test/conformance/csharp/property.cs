class A {
  // ruleid: property
  public string Password { get; set; }
  // ok: property
  public string Name { get; set; }
}
