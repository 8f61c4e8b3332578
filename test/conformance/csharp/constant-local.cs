class Target {
  void Run() {
    string algorithm = "DES";
    // ruleid: constant-local
    Create(algorithm);
    var other = "AES";
    // ok: constant-local
    Create(other);
  }
}
