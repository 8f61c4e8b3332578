void run(void) {
  // ruleid: characters
  f('\0');
  // ok: characters
  f('0');
}
