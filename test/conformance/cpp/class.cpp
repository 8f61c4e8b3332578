// ruleid: class
class A : public Base { int x; };
// ok: class
class B { };
