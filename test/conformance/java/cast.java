class Target {
  void run() {
    // ruleid: cast
    Object a = (Foo) b;
    // ok: cast
    Object c = (Bar) b;
  }
}
