void run(void) {
  // ruleid: declaration-is-assignment
  char *a = malloc(1);
  // ruleid: declaration-is-assignment
  a = malloc(2);
  // ruleid: declaration-is-assignment
  p->a = malloc(3);
  // ok: declaration-is-assignment
  b = calloc(1, 2);
}
