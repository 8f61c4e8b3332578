class Target {
  void run() {
    // ruleid: chain
    Client a = builder().build();
    // ruleid: chain
    Client b = builder().one(1).two().build();
    // ok: chain
    Client c = other().build();
  }
}
