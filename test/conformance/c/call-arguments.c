void run(void) {
  // ruleid: call-arguments
  strcpy(a, b);
  // ok: call-arguments
  strcpy(a);
}
