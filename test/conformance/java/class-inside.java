// ruleid: class-inside
class A { int other; int secret; void f() { use(); } }
// ok: class-inside
class B { int other; void f() { use(); } }
