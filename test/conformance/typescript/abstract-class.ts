// ruleid: abstract-class
abstract class A {}
// ok: abstract-class
class B {}
