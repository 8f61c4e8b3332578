void run(void) {
  int a = 3;
  // ruleid: constant-local
  f(a);
  int b = 4;
  // ok: constant-local
  f(b);
}
