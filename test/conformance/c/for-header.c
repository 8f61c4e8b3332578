void run(void) {
  // ruleid: for-header
  for (int i = 0; i < 3; i++) { gets(a); }
  // ok: for-header
  for (;;) f();
}
