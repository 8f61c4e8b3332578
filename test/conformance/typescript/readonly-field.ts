// ruleid: readonly-field
class A { x: string; private secret: string = 'b'; }
// ok: readonly-field
class B { secret: string; }
