void run(void) {
  strcpy(
    a,
    // ruleid: focus
    b);
}
