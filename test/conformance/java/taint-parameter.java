class Target {
  void run(@RequestParam String a, String b) {
    // ruleid: taint-parameter
    exec("ls " + a);
    // ok: taint-parameter
    exec("ls " + b);
  }
}
