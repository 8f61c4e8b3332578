class Target {
  void run() {
    String algorithm = "DES";
    // ruleid: constant-local
    getInstance(algorithm);
    String other = "AES";
    // ok: constant-local
    getInstance(other);
  }
}
