void run(void) {
  int a;
  char b;
  // ruleid: typed
  f(a);
  // ok: typed
  f(b);
}
