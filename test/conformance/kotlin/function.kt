class A {
  // ruleid: function
  @Get("/a")
  fun a(x: Int) { f() }
  // ok: function
  @Post("/b")
  fun b() { f() }
}
