void run(void) {
  // ruleid: same-structure
  memcpy(a->b[1], a->b[1], 3);
  // ok: same-structure
  memcpy(a->b[1], a->b[2], 3);
}
