void run(void) {
  // ruleid: call
  strcpy(a, b);
  // ok: call
  strncpy(a, b, 3);
}
