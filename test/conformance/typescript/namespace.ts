namespace A {
  // ruleid: namespace
  run();
}
// ok: namespace
run();
