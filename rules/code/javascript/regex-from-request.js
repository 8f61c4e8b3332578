const { escapeRegExp } = require('lodash');

app.get('/search', (req, res) => {
  // ruleid: javascript.regex-from-request
  const found = items.filter(item => new RegExp(req.query.term, 'i').test(item.name));
  // ruleid: javascript.regex-from-request
  Item.find({ name: { $regex: req.query.term, $options: 'i' } });
  // ok: javascript.regex-from-request
  const exact = new RegExp(escapeRegExp(req.query.term));
  // ok: javascript.regex-from-request
  const plain = items.filter(item => item.name.includes(req.query.term));
  // ok: javascript.regex-from-request
  const fixed = new RegExp('^[a-z]+$').test(req.query.term);
});
