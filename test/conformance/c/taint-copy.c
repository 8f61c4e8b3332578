void run(void) {
  char a[10];
  strcpy(a, getenv("A"));
  // ruleid: taint-copy
  system(a);
  char b[10];
  strcpy(b, "ls");
  // ok: taint-copy
  system(b);
}
