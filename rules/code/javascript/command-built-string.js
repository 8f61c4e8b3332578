const { exec, execFile } = require('child_process');
const child = require('child_process');
const FLAGS = '--all';

function archive(folder, name) {
  // ruleid: javascript.command-built-string
  exec('tar czf ' + name + ' ' + folder);
  const command = `zip -r ${name} ${folder}`;
  // ruleid: javascript.command-built-string
  child.execSync(command);
  // ok: javascript.command-built-string
  exec(`git fetch ${FLAGS}`);
  // ok: javascript.command-built-string
  exec('git status');
  // ok: javascript.command-built-string
  execFile('tar', ['czf', name, folder]);
  // ok: javascript.command-built-string
  child.execSync(command.length > 9 ? 'git gc' : 'git status');
}
