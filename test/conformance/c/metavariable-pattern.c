void run(void) {
  // ruleid: metavariable-pattern
  system(getenv("A"));
  // ok: metavariable-pattern
  system("ls");
}
