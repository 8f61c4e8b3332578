void run(void) {
  // ruleid: initializer
  int a[] = {1, 3, 5};
  // ok: initializer
  int b[] = {1, 5};
}
