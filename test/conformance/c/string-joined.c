void run(void) {
  // ruleid: string-joined
  f("a" "b");
  // ok: string-joined
  f("a");
}
