void run(void) {
  // ruleid: logical
  if (a && a) f();
  // ok: logical
  if (a && b) f();
}
