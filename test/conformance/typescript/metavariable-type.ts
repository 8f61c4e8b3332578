function f(a: Runner, b: Walker) {
  // ruleid: metavariable-type
  a.run();
  // ok: metavariable-type
  b.run();
}
