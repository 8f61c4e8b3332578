void f(void) {
  // ruleid: operation-in-parentheses
  if ((flags & mask) == bit) use();
  // ok: operation-in-parentheses
  if ((flags | mask) == bit) use();
}
