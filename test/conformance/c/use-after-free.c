void run(void) {
  // ruleid: use-after-free
  free(a);
  if (c) { use(a); }
  // ok: use-after-free
  free(b);
  use(d);
}
