function f(a: Request, b: Other) {
  // ruleid: typed-metavariable
  a.param('x');
  // ok: typed-metavariable
  b.param('x');
}
