class Target {
  void run() {
    // ruleid: new-anonymous
    TrustManager t = new X509TrustManager() {
      public void checkServerTrusted(X509Certificate[] c, String a) { }
    };
  }
}
