void run(void) {
  // ruleid: index
  a[3] = 0;
  // ruleid: index
  a[i + 1] = 0;
  // ok: index
  a[3] = 1;
}
