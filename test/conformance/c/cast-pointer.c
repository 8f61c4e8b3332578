void run(void) {
  // ruleid: cast-pointer
  a = (char *) b;
  // ok: cast-pointer
  a = (char) b;
}
