class Target {
  void run() {
    // ruleid: regex-string
    getInstance("DES/ECB");
    // ok: regex-string
    getInstance("AES");
  }
}
