// ruleid: class-definition
class A extends Base { x = 1; }
// ok: class-definition
class B extends Other {}
// ok: class-definition
class C {}
