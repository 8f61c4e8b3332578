// ruleid: class-implements
class A implements Guard {}
// ok: class-implements
class B implements Other {}
