const escapeHtml = require('escape-html');

app.get('/hello', (req, res) => {
  // ruleid: javascript.xss-response
  res.send('<h1>Hello ' + req.query.name + '</h1>');
  // ruleid: javascript.xss-response
  res.status(404).send(`No page ${req.originalUrl}`);
  const { name } = req.params;
  // ruleid: javascript.xss-response
  res.write(name);
  // ok: javascript.xss-response
  res.send(`<h1>Hello ${escapeHtml(req.query.name)}</h1>`);
  // ok: javascript.xss-response
  res.json(req.query);
  // ok: javascript.xss-response
  res.send({ name: req.query.name });
  // ok: javascript.xss-response
  socket.write(req.query.name);
  // ok: javascript.xss-response
  res.render('hello', { name });
});
