void run(void) {
  // ruleid: sizeof-pointer
  memset(p, 0, sizeof(p));
  // ruleid: sizeof-pointer
  memset(p, 0, sizeof p);
  // ok: sizeof-pointer
  memset(p, 0, sizeof(*p));
}
