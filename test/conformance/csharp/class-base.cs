// ruleid: class-base
class A : Controller { }
// ok: class-base
class B { }
// ruleid: class-base
public sealed class C : Controller, IFoo { int x; }
