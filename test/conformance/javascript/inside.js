// ok: inside
run();
function main() {
  // ruleid: inside
  run();
  if (a) {
    // ruleid: inside
    b(run(1));
  }
}
