class A {
  private Bar b;
  int c;
// ruleid: seq-members
  void f() { b.foo(); }
}
class B {
  int c;
  private Bar b;
  void f() { b.foo(); }
}
