const { renderFile } = require('ejs');

app.get('/', (req, res) => {
  // ruleid: javascript.render-whole-request
  res.render('index', req.query);
  // ruleid: javascript.render-whole-request
  res.render('index', { title: 'Start', ...req.body });
  // ruleid: javascript.render-whole-request
  renderFile('index.ejs', req.query, done);
  // ok: javascript.render-whole-request
  res.render('index', { name: req.query.name });
  // ok: javascript.render-whole-request
  res.render('index', req.app.locals);
  // ok: javascript.render-whole-request
  res.render('index', { ...defaults, name: req.body.name });
});
