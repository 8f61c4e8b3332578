class Target {
  void run() {
    StringBuilder a = new StringBuilder();
    a.append(source());
    // ruleid: taint-builder
    sink(a.toString());
    StringBuilder b = new StringBuilder();
    // ok: taint-builder
    sink(b.toString());
  }
}
