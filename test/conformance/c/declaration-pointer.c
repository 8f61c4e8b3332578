void run(void) {
  // ruleid: declaration-pointer
  char *a = malloc(1);
  // ok: declaration-pointer
  char b = malloc(1);
}
