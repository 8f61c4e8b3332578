void run(void) {
  // ruleid: qualified
  std::system(a);
  // ok: qualified
  other::system(a);
}
