void run(void) {
  std::string a = g();
  int b = g();
  // ruleid: typed
  f(a);
  // ok: typed
  f(b);
}
