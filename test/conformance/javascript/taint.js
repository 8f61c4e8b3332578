function f(req, res) {
  const a = req.query.b;
  const { c } = req.query;
  // ruleid: taint
  eval('x' + a);
  // ruleid: taint
  eval(c);
  // ok: taint
  eval('x');
}
