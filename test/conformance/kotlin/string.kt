fun run() {
  // ruleid: string
  query("select ${name}")
  // ok: string
  query("select")
}
