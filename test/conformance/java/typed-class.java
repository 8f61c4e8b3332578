class Target {
  void run(Vault v, Box b) {
    // ruleid: typed-class
    Vault.open(1);
    // ruleid: typed-class
    v.open(2);
    // ok: typed-class
    b.open(3);
    // ok: typed-class
    Box.open(4);
  }
}
