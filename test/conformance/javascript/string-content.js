// ruleid: string-content
f('\n');
// ruleid: string-content
f(`\n`);
// ok: string-content
f('n');
