void run(void) {
  // ruleid: if-condition
  if (a = b) { f(); }
  // ruleid: if-condition
  if (a = b) f();
  // ok: if-condition
  if (a == b) { f(); }
}
