void run(void) {
  // ruleid: any-string
  printf(a);
  // ok: any-string
  printf("a");
}
