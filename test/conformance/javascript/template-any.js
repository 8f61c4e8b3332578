// ruleid: template-any
run(`a ${b}`);
// ok: template-any
run("a");
