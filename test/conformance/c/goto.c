void run(void) {
  // ruleid: goto
  goto end;
  end: f();
}
