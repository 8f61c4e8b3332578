class A {
  // ruleid: field
  public static string A1 = "a";
  // ok: field
  string b = "b";
}
