class A {
  // ruleid: field
  public static final String A = "a";
  // ok: field
  static String b = "b";
}
