void run(void) {
  // ruleid: range-loop
  for (auto a : b) { f(a); }
  // ok: range-loop
  for (int i = 0; i < 3; i++) { }
}
