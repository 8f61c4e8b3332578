class A {
  void a(HttpServletRequest r, Cookie[] cs, List<Cookie> l) {
    // ruleid: typed-element
    for (Cookie c : r.getCookies()) f(c.getValue());
    // ruleid: typed-element
    l.get(0).getValue();
    // ok: typed-element
    cs[0].getValue();
    // ok: typed-element
    for (var d : cs) f(d.getValue());
  }
}
