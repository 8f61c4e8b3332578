void run(void) {
  // ruleid: comparison
  char a[256];
  // ruleid: comparison
  char b[0x100];
  // ok: comparison
  char c[10];
}
