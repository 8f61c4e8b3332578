const { exec, execFile, spawn } = require('child_process');
const cp = require('node:child_process');

app.get('/ping', (req, res) => {
  // ruleid: javascript.command-from-request
  exec(`ping -c 1 ${req.query.host}`, (error, out) => res.send(out));
  // ruleid: javascript.command-from-request
  require('child_process').exec('ping ' + req.query.host);
  // ok: javascript.command-from-request
  execFile('ping', ['-c', '1', req.query.host], done);
  const count = parseInt(req.query.count, 10);
  // ok: javascript.command-from-request
  exec(`ping -c ${count} localhost`);
  const { body: form } = req;
  const tool = form.tool;
  // ruleid: javascript.command-from-request
  spawn(tool, ['--version']);
  // ruleid: javascript.command-from-request
  cp.spawn('/bin/sh', ['-c', form.script]);
  if (!tools.includes(tool)) return res.status(400).end();
  // ok: javascript.command-from-request
  spawn(tool, ['--version']);
});

router.post('/x', function (question, answer) {
  // ruleid: javascript.command-from-request
  cp.execSync(question.body.command);
  // ok: javascript.command-from-request
  pattern.exec(question.body.command);
  // ok: javascript.command-from-request
  db.exec(commands[question.body.command]);
});
