void run(void) {
  char *a = getenv("A");
  // ruleid: taint-call
  system(a);
  // ok: taint-call
  system(escape(a));
  a = "x";
  // ok: taint-call
  system(a);
}
