void run(void) {
  // ruleid: declaration
  char a[10];
  // ok: declaration
  int b[10];
}
