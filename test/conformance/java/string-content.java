class A {
  void a() {
    // ruleid: string-content
    s.replaceAll("[\r\n]", "");
    // ok: string-content
    s.replaceAll("[rn]", "");
  }
}
