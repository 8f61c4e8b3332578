// ruleid: interface
interface A { b: string }
// ok: interface
class C {}
