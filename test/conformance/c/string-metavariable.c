void run(void) {
  // ruleid: string-metavariable
  open("/tmp/a");
  // ok: string-metavariable
  open("/var/a");
}
