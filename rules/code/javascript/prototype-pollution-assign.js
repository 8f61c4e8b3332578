const settings = {};

app.post('/settings', (req, res) => {
  // ruleid: javascript.prototype-pollution-assign
  settings[req.body.group][req.body.name] = req.body.value;
  const { user, key } = req.query;
  // ruleid: javascript.prototype-pollution-assign
  settings[user][key] = true;
  // ok: javascript.prototype-pollution-assign
  settings['shared'][req.body.name] = req.body.value;
  // ok: javascript.prototype-pollution-assign
  settings[req.session.user][req.body.name] = req.body.value;
  if (user === '__proto__') return res.status(400).end();
  // ok: javascript.prototype-pollution-assign
  settings[user][key] = true;
  // ok: javascript.prototype-pollution-assign
  store.get(req.body.group).set(req.body.name, req.body.value);
});
