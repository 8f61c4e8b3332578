const ejs = require('ejs');
const { compile } = require('pug');

app.post('/preview', (req, res) => {
  // ruleid: javascript.template-from-request
  res.json(ejs.render(req.body.template, {}));
  // ruleid: javascript.template-from-request
  const render = compile('h1 ' + req.body.title);
  // ok: javascript.template-from-request
  res.json(ejs.render('<p><%= name %></p>', { name: req.body.name }));
  // ok: javascript.template-from-request
  const named = compile(templates[req.body.name]);
  // ok: javascript.template-from-request
  res.json(marked.render(req.body.template));
});
