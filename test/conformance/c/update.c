void run(void) {
  // ruleid: update
  a += 1;
  // ok: update
  a -= 1;
}
