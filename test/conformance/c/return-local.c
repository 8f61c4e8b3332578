int *run(void) {
  int a;
  // ruleid: return-local
  return &a;
}
int *other(int *b) {
  // ok: return-local
  return b;
}
