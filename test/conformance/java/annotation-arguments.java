class Target {
  // ruleid: annotation-arguments
  @RequestMapping(value = "/a", method = RequestMethod.GET)
  String a() { return ""; }
  // ok: annotation-arguments
  @RequestMapping("/b")
  String b() { return ""; }
}
