void run(void) {
  char a[10];
  // ok: taint-argument
  system(a);
  fgets(a, 10, in);
  // ruleid: taint-argument
  system(a);
}
