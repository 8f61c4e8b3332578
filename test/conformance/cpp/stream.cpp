void run(void) {
  // ruleid: stream
  std::cout << a;
  // ok: stream
  other << a;
}
