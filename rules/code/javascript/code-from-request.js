const vm = require('vm');

module.exports = (req, res) => {
  // ruleid: javascript.code-from-request
  const tax = eval(req.body.tax);
  // ruleid: javascript.code-from-request
  vm.runInNewContext('result = ' + req.query.sum, {});
  const source = req.body.source;
  // ruleid: javascript.code-from-request
  new Function('a', 'return ' + source)(1);
  // ruleid: javascript.code-from-request
  setTimeout(req.query.callback, 100);
  // ok: javascript.code-from-request
  setTimeout(() => res.end(req.query.name), 100);
  // ok: javascript.code-from-request
  const wait = eval('1 + 1');
  // ok: javascript.code-from-request
  const total = eval(`1 + ${parseInt(req.body.count, 10)}`);
  // ok: javascript.code-from-request
  const data = JSON.parse(req.body.data);
};
