// ruleid: arrow-typed
run((a: string) => { b(); });
// ok: arrow-typed
run((a: number) => { b(); });
