class Target {
  void run() {
    // ruleid: class-literal-only
    use(a.b);
    // ok: class-literal-only
    use(A.class);
  }
}
