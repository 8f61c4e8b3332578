const User = require('./models/user');

app.post('/login', async (req, res) => {
  // ruleid: javascript.nosql-from-request
  const user = await User.findOne({ name: req.body.name, password: req.body.password });
  // ok: javascript.nosql-from-request
  const same = await User.findOne({ name: String(req.body.name) });
  // ok: javascript.nosql-from-request
  const equal = await User.findOne({ name: { $eq: req.body.name } });
  // ruleid: javascript.nosql-from-request
  await db.collection('users').deleteMany(req.body);
  // ok: javascript.nosql-from-request
  const first = list.find(req.body);
  const { query } = req;
  // ruleid: javascript.nosql-from-request
  User.find({ age: query.age });
  // ok: javascript.nosql-from-request
  const row = await Row.findOne({ where: { name: req.body.name } });
});
