void run(void) {
  // ruleid: switch-case
  switch (x) {
    case 0: g(); break;
    case 1: f(); break;
  }
  // ok: switch-case
  switch (x) { case 2: f(); break; }
}
