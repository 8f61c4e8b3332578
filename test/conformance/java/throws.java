class Target {
  // ruleid: throws
  void a() throws Exception { }
  // ruleid: throws
  void b() throws IOException, Exception { }
  // ok: throws
  void c() { }
}
