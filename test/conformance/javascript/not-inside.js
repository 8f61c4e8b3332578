// ruleid: not-inside
run();
if (safe) {
  // ok: not-inside
  run();
}
