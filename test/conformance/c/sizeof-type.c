void run(void) {
  // ruleid: sizeof-type
  malloc(sizeof(int));
  // ruleid: sizeof-type
  malloc(sizeof(struct s));
  // ok: sizeof-type
  malloc(3);
}
