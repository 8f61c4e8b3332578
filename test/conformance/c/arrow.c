void run(void) {
  // ruleid: arrow
  f(a->size);
  // ok: arrow
  f(a.size);
}
