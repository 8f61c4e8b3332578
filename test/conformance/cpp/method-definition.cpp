// ruleid: method-definition
int A::m(int x) { return x; }
// ok: method-definition
int B::m(int x) { return x; }
