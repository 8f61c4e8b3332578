// ruleid: class-method
class A { x = 1; load() {} async save(force) {} clear() {} }
// ok: class-method
class B { load() {} }
