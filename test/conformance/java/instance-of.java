class Target {
  void run() {
    // ruleid: instance-of
    boolean a = x instanceof Foo;
    // ruleid: instance-of
    if (x instanceof Foo f) { }
    // ok: instance-of
    boolean b = x instanceof Bar;
  }
}
