function f() {
  // ruleid: return
  return 1;
}
function g() {
  // ok: return
  return;
}
