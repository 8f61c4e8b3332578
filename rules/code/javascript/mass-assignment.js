const User = require('./models/user');

app.post('/users', async (req, res) => {
  // ruleid: javascript.mass-assignment
  await User.create(req.body);
  // ruleid: javascript.mass-assignment
  await User.findByIdAndUpdate(req.user.id, req.body, { new: true });
  // ruleid: javascript.mass-assignment
  const user = new User(req.body);
  // ok: javascript.mass-assignment
  await User.create({ name: req.body.name });
  // ok: javascript.mass-assignment
  const copy = Object.assign({}, req.body);
  // ok: javascript.mass-assignment
  const form = new URLSearchParams(req.body);
  // ok: javascript.mass-assignment
  await User.create(schema.parse(req.body));
});
