void run(void) {
  int a = 0;
  if (c) a = source();
  // ruleid: taint-branches
  sink(a);
  int b = source();
  if (c) { b = 1; } else { b = 2; }
  // ok: taint-branches
  sink(b);
}
