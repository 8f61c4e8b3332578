void run(void) {
  // ruleid: cast
  a = (int) b;
  // ok: cast
  a = (long) b;
}
