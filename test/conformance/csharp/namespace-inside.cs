namespace Web {
  // ruleid: namespace-inside
  class A { void B() { Exec(); } }
}
namespace Other {
  // ok: namespace-inside
  class A { void B() { Exec(); } }
}
