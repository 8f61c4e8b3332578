void run(void) {
  // ruleid: same-metavariable
  a = b == b;
  // ok: same-metavariable
  a = b == c;
}
