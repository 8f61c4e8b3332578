void run(void) {
  // ruleid: double-free
  free(a);
  f();
  free(a);
  // ok: double-free
  free(b);
}
