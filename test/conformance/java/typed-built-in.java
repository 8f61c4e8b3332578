class Target {
  void run(Integer a, long b, String c, List<Integer> d) {
    // ruleid: typed-built-in
    use(a);
    // ruleid: typed-built-in
    use(b);
    // ruleid: typed-built-in
    use(c.length());
    // ruleid: typed-built-in
    use(d.get(0));
    // ok: typed-built-in
    use(c);
    // ok: typed-built-in
    use(c.trim());
  }
}
