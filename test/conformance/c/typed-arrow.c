void run(struct order *a, struct item *b) {
  // ruleid: typed-arrow
  a->total = 1;
  // ok: typed-arrow
  b->total = 1;
}
