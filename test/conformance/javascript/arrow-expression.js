// ruleid: arrow-expression
f((a) => a);
// ruleid: arrow-expression
f(b => b);
// ok: arrow-expression
f((a) => c);
