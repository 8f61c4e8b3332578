class Target {
  void run() {
    // ruleid: any-string
    Cipher.getInstance("DES");
    // ok: any-string
    Cipher.getInstance(name);
  }
}
