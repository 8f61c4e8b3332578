function f(): string {
  // ruleid: deep-expression
  return a(run(1) as string);
}
function g(): string {
  // ok: deep-expression
  return a(1);
}
