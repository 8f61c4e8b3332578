int run(int b, char *a) {
  // ruleid: function
  f(a);
  // ok: function
  f(b);
}
