class Target {
  void Run() {
    // ruleid: regex-string
    Create("DES/ECB");
    // ok: regex-string
    Create("AES");
  }
}
