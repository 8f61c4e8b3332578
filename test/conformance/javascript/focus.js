function f(
  // ruleid: focus
  a,
) {}
