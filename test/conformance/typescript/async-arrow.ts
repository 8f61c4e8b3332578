// ruleid: async-arrow
run(async (a: A): Promise<void> => { await a; });
// ok: async-arrow
run(a);
