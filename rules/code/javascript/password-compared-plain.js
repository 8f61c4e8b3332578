function login(req, users, done) {
  const user = users.find(each => each.name === req.body.name);
  // ruleid: javascript.password-compared-plain
  if (user.password === req.body.password) return done(user);
  // ruleid: javascript.password-compared-plain
  if (req.body.password != user.password) return done();
  // ruleid: javascript.password-compared-plain
  if (user && user.password !== users.password) return done();
  // ok: javascript.password-compared-plain
  if (user.password === undefined) return done();
  // ok: javascript.password-compared-plain
  if (req.body.password !== req.body.confirmPassword) return done();
  // ok: javascript.password-compared-plain
  if (bcrypt.compareSync(req.body.password, user.password)) return done(user);
  // ok: javascript.password-compared-plain
  if (user.passwordField !== 'password') return done();
}
