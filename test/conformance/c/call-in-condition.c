void run(void) {
  // ruleid: call-in-condition
  if (gets(a)) { f(); }
  // ruleid: call-in-condition
  while (g(gets(b))) f();
  // ok: call-in-condition
  fgets(c, 1, d);
}
