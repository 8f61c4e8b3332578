// ruleid: metavariable-pattern
run('a' + b);
// ruleid: metavariable-pattern
run(`a${b}`);
// ok: metavariable-pattern
run(a);
