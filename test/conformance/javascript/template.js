// ruleid: template
run(`rm ${name}`);
// ruleid: template
run(`${name}`);
// ok: template
run(`rm`);
