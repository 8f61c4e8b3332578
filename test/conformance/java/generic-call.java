class Target {
  void run() {
    // ruleid: generic-call
    Map<String, String> a = new HashMap<>();
    // ok: generic-call
    Map b = new HashMap(1);
  }
}
