// ruleid: satisfies
const a = { debug: true } satisfies Options;
// ok: satisfies
const b = { debug: false } satisfies Options;
