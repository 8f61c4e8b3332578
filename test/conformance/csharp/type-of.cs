class Target {
  void Run() {
    // ruleid: type-of
    var a = new Serializer(typeof(Foo));
    // ok: type-of
    var b = new Serializer(foo);
  }
}
