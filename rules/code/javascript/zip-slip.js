const fs = require('fs');
const path = require('path');
const unzipper = require('unzipper');

fs.createReadStream('a.zip')
  .pipe(unzipper.Parse())
  .on('entry', entry => {
    // ruleid: javascript.zip-slip
    entry.pipe(fs.createWriteStream(path.join('out', entry.path)));
    const target = path.resolve('out', entry.path);
    // ruleid: javascript.zip-slip
    fs.mkdirSync(path.dirname(target), { recursive: true });
    if (!target.startsWith(path.resolve('out') + path.sep)) return;
    // ok: javascript.zip-slip
    entry.pipe(fs.createWriteStream(target));
    // ok: javascript.zip-slip
    entry.pipe(fs.createWriteStream(path.join('out', path.basename(entry.path))));
    // ok: javascript.zip-slip
    entry.pipe(fs.createWriteStream('out.txt'));
  });
