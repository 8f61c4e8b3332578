void run(void) {
  // ruleid: dereference
  *a = 1;
  // ok: dereference
  a = 1;
}
