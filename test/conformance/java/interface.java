// ruleid: interface
interface A extends Remote { void f(); }
// ok: interface
interface B { }
