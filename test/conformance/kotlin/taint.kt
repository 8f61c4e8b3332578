fun run() {
  val a = source()
  // ruleid: taint
  sink("x" + a)
  // ok: taint
  sink("x")
}
