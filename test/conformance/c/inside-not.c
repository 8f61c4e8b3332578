void run(void) {
  // ruleid: inside-not
  a->f();
  // ok: inside-not
  if (a != NULL) { a->f(); }
  // ruleid: inside-not
  if (b) { a->f(); }
}
