void run(void) {
  // ruleid: if-else
  if (c) { f(); } else { f(); }
  // ok: if-else
  if (c) { f(); } else { g(); }
}
