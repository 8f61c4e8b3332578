void run(void) {
  // ruleid: construction
  std::ifstream a(path);
  // ok: construction
  std::ofstream b(path);
}
