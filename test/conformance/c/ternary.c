void run(void) {
  // ruleid: ternary
  x = a ? b : b;
  // ok: ternary
  x = a ? b : c;
}
