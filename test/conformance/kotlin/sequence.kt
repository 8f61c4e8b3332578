fun run() {
  // ruleid: sequence
  val a = open()
  use(a)
  close(a)
  // ok: sequence
  val b = open()
}
