app.get('/file', (req, res) => {
  // ruleid: javascript.header-from-request
  res.setHeader(req.query.name, 'a');
  // ruleid: javascript.header-from-request
  res.setHeader('Content-Type', req.query.type);
  // ruleid: javascript.header-from-request
  res.type(req.params.type);
  // ok: javascript.header-from-request
  res.setHeader('X-Name', req.query.name);
  // ok: javascript.header-from-request
  res.type(types[req.query.type]);
  // ok: javascript.header-from-request
  res.setHeader('Content-Type', 'text/plain');
});
