const fs = require('fs');

// ruleid: javascript.chmod-world-writable
fs.chmodSync('data.db', 0o777);
// ruleid: javascript.chmod-world-writable
fs.chmod('data.db', '0666', done);
// ruleid: javascript.chmod-world-writable
fs.mkdirSync('out', { recursive: true, mode: 0o777 });
// ok: javascript.chmod-world-writable
fs.chmodSync('run.sh', 0o755);
// ok: javascript.chmod-world-writable
fs.mkdirSync('out', { mode: 0o700 });
// ok: javascript.chmod-world-writable
disk.chmodSync('data.db', 0o777);
