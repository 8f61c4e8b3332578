class A {
  // ruleid: property-getter
  public string B { get { return Secret; } }
  // ok: property-getter
  public string C { get { return Other; } }
}
