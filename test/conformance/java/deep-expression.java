class Target {
  void run() {
    // ruleid: deep-expression
    log("a" + (b ? password : c));
    // ruleid: deep-expression
    log(f(g(password)));
    // ok: deep-expression
    log(user);
  }
}
