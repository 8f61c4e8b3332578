void run(void) {
  // ruleid: arguments-rest
  sprintf(a);
  // ruleid: arguments-rest
  sprintf(a, "%s", b);
  // ok: arguments-rest
  snprintf(a, 3, b);
}
