function f() {
  // ruleid: sequence-nested
  let a = secret();
  if (b) {
    log(a);
  }
}
