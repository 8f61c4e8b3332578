// ruleid: enum
enum A { B, C }
// ok: enum
class D { }
