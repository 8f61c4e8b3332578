void run(void) {
  // ruleid: for-parts
  for (i = 0; i <= n; i++) { f(); }
  // ruleid: for-parts
  for (int i = 0; i <= n; i++) f();
  // ok: for-parts
  for (i = 0; i < n; i++) { f(); }
}
