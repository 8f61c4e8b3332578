fun run() {
  // ruleid: method
  runtime.exec(cmd)
  // ok: method
  runtime.exec(cmd, env)
}
