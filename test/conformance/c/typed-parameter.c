void run(char *a, int b) {
  // ruleid: typed-parameter
  f(a);
  // ok: typed-parameter
  f(b);
}
