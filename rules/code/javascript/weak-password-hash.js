const crypto = require('crypto');
const md5 = require('md5');

function store(user, password) {
  // ruleid: javascript.weak-password-hash
  user.hash = crypto.createHash('sha256').update(password).digest('hex');
  // ruleid: javascript.weak-password-hash
  user.old = md5(user.password);
  const hash = crypto.createHash('sha512');
  // ruleid: javascript.weak-password-hash
  hash.update(user.salt + password);
  // ok: javascript.weak-password-hash
  crypto.scrypt(password, user.salt, 64, (error, key) => (user.key = key));
  // ok: javascript.weak-password-hash
  user.avatar = crypto.createHash('sha256').update(user.mail).digest('hex');
  // ok: javascript.weak-password-hash
  form.update(password);
}
