// ruleid: class-implements
class A implements Runnable, Serializable { }
// ok: class-implements
class B implements Runnable { }
