function f(): void {
  // ruleid: sequence
  const a: string = secret();
  b();
  log(a);
}
