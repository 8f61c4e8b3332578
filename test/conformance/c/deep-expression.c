void run(void) {
  // ruleid: deep-expression
  f(1 + g(secret));
  // ok: deep-expression
  f(other);
}
