void run(void) {
  // ruleid: member
  f(a.size);
  // ok: member
  f(a.length);
}
