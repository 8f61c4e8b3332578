class A {
  // ruleid: parameter-alone
  void a(String s, int i) { sink(s); }
  // ruleid: parameter-alone
  void b(List<String> l) { f(); sink(l); }
  // ok: parameter-alone
  void c(String s) { sink(t); }
  // ok: parameter-alone
  void d() { sink(s); }
}
