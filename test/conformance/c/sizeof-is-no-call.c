void run(char *buffer) {
  // ruleid: sizeof-is-no-call
  use(1, buffer);
  // ok: sizeof-is-no-call
  int n = sizeof(buffer);
}
