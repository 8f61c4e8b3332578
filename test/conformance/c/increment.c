void run(void) {
  // ruleid: increment
  a++;
  // ok: increment
  ++a;
}
