const name = 'rm';
// ruleid: constant-propagation
run(name);
// ruleid: constant-propagation
run('r' + 'm');
// ruleid: constant-propagation
run(`${name}`);
let other = input();
// ok: constant-propagation
run(other);
