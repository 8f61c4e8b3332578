void run(void) {
  // ruleid: numbers
  chmod(a, 0777);
  // ruleid: numbers
  chmod(a, 0x1ff);
  // ruleid: numbers
  chmod(a, 511UL);
  // ok: numbers
  chmod(a, 0700);
}
