void run(void) {
  // ruleid: between
  free(a);
  free(a);
  // ok: between
  free(b);
  b = NULL;
  free(b);
}
