const _ = require('lodash');
const { defaultsDeep, pick } = require('lodash');

app.post('/profile', (req, res) => {
  // ruleid: javascript.merge-from-request
  _.merge(profile, req.body);
  // ruleid: javascript.merge-from-request
  defaultsDeep(profile, defaults, req.body.settings);
  // ruleid: javascript.merge-from-request
  _.set(profile, req.query.path, 1);
  // ok: javascript.merge-from-request
  _.merge(profile, pick(req.body, ['name', 'age']));
  // ok: javascript.merge-from-request
  _.merge(profile, { name: 'none' });
  // ok: javascript.merge-from-request
  branches.merge(profile, req.body);
});
