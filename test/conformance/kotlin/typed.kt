fun run(a: Runtime, b: Other) {
  // ruleid: typed
  a.exec("x")
  // ok: typed
  b.exec("x")
}
