void run(void) {
  // ruleid: delete
  delete a;
  f();
  delete a;
}
