class Target {
  void run() {
    Socket s = open();
    // ruleid: metavariable-type
    s.close();
    Other t = open();
    // ok: metavariable-type
    t.close();
  }
}
