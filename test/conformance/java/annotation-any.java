class Target {
  // ruleid: annotation-any
  void run(@Param String a) {}
  // ok: annotation-any
  void walk(@Param("b") String b) {}
}
