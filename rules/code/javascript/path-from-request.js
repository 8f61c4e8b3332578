const fs = require('fs');
const path = require('path');
const { readFile: read } = require('fs/promises');

app.get('/file', async (req, res) => {
  // ruleid: javascript.path-from-request
  fs.readFile('./files/' + req.query.name, (error, data) => res.send(data));
  const file = path.join(__dirname, 'files', req.params.name);
  // ruleid: javascript.path-from-request
  res.sendFile(file);
  // ruleid: javascript.path-from-request
  await read(file);
  // ok: javascript.path-from-request
  res.sendFile(req.params.name, { root: path.join(__dirname, 'files') });
  // ok: javascript.path-from-request
  fs.createReadStream(path.join(ROOT, path.basename(req.query.name))).pipe(res);
  const full = path.resolve(ROOT, req.query.name);
  if (!full.startsWith(ROOT + path.sep)) return res.sendStatus(403);
  // ok: javascript.path-from-request
  fs.createReadStream(full).pipe(res);
  // ok: javascript.path-from-request
  fs.readFileSync(path.join(__dirname, 'index.html'));
  // ok: javascript.path-from-request
  cache.readFile(req.query.name);
});
