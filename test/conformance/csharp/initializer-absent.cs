class Target {
  void Run() {
    // ruleid: initializer-absent
    var a = new CookieOptions();
    // ok: initializer-absent
    var b = new CookieOptions { Secure = true };
    // ok: initializer-absent
    var c = new CookieOptions() { Secure = true };
  }
}
