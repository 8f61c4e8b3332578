fun run() {
  // ruleid: declaration
  val a = source()
  // ok: declaration
  var b = other()
}
