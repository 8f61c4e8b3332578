void run(void) {
  // ruleid: while-body
  while (1) { }
  // ok: while-body
  while (1) { f(); }
}
