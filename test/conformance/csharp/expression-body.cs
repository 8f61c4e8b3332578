class A {
  // ruleid: expression-body
  string B(string c) => loader.Load(c);
  // ok: expression-body
  string D(string c) => c;
}
