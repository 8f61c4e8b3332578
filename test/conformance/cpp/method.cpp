void run(void) {
  // ruleid: method
  f(a.c_str());
  // ok: method
  f(a.data());
}
