class Target {
  void run() {
    // ruleid: statement-sequence
    int a = open();
    use(a);
    if (ok) { close(a); }
    // ok: statement-sequence
    int b = open();
    close(c);
  }
}
