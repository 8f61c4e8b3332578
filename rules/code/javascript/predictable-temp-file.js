const fs = require('fs');
const os = require('os');
const path = require('path');

// ruleid: javascript.predictable-temp-file
fs.writeFileSync('/tmp/report.txt', text);
// ruleid: javascript.predictable-temp-file
fs.createWriteStream(path.join(os.tmpdir(), 'report.txt'));
// ruleid: javascript.predictable-temp-file
fs.appendFileSync(os.tmpdir() + '/report.txt', text);
// ok: javascript.predictable-temp-file
fs.writeFileSync(path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'app-')), 'report.txt'), text);
// ok: javascript.predictable-temp-file
fs.readFileSync('/tmp/report.txt');
// ok: javascript.predictable-temp-file
fs.writeFileSync('out/tmp/report.txt', text);
