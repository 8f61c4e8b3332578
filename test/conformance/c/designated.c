void run(void) {
  // ruleid: designated
  struct s a = { .name = b, .size = 0 };
  // ok: designated
  struct s c = { .name = b };
}
