void run(void) {
  // ruleid: new
  auto a = new Foo(1);
  // ok: new
  auto b = new Bar(1);
}
