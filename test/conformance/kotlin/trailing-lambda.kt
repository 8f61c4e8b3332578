fun f() {
  // ruleid: trailing-lambda
  run { g() }
  // ok: trailing-lambda
  walk { g() }
}
