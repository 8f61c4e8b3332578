class Target {
  void run() {
    // ruleid: class-literal
    read(x, Foo.class);
    // ok: class-literal
    read(x, foo);
  }
}
