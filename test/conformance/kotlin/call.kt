fun run() {
  // ruleid: call
  exec("ls")
  // ok: call
  execute("ls")
}
