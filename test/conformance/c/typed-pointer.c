void run(void) {
  char *a;
  int *b;
  // ruleid: typed-pointer
  free(a);
  // ok: typed-pointer
  free(b);
}
