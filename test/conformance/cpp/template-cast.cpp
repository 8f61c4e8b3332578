void run(void) {
  // ruleid: template-cast
  a = reinterpret_cast<int *>(b);
  // ok: template-cast
  a = static_cast<int>(b);
}
