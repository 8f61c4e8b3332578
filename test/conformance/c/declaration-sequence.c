void run(void) {
  // ruleid: declaration-sequence
  char a[10];
  f();
  gets(a);
  // ok: declaration-sequence
  char c[10];
  gets(d);
}
