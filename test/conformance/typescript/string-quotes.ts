// ruleid: string-quotes
run('a');
// ruleid: string-quotes
run(`a`);
