const { spawn, spawnSync, execFile } = require('child_process');

function convert(file, options) {
  // ruleid: javascript.spawn-shell-true
  spawn('convert', [file, 'out.png'], { shell: true });
  // ruleid: javascript.spawn-shell-true
  spawnSync(`convert ${file} out.png`, { stdio: 'inherit', shell: '/bin/bash' });
  // ok: javascript.spawn-shell-true
  spawn('convert', [file, 'out.png']);
  // ok: javascript.spawn-shell-true
  spawn('convert', [file, 'out.png'], { shell: false });
  // ok: javascript.spawn-shell-true
  spawn('npm', ['run', 'build'], { shell: true });
  // ok: javascript.spawn-shell-true
  worker.spawn('convert', [file], { shell: true });
}
