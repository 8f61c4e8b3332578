// ruleid: class
class A : Base() {
  fun f() { }
}
// ok: class
class B {
  fun f() { }
}
