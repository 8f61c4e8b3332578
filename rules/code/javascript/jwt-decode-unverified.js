const jwt = require('jsonwebtoken');
const { decode } = require('jsonwebtoken');

app.use((req, res, next) => {
  // ruleid: javascript.jwt-decode-unverified
  req.user = jwt.decode(req.headers.authorization);
  // ruleid: javascript.jwt-decode-unverified
  const { role } = decode(req.cookies.token);
  // ok: javascript.jwt-decode-unverified
  const verified = jwt.verify(req.cookies.token, key);
  // ok: javascript.jwt-decode-unverified
  const header = jwt.decode(req.cookies.token, { complete: true }).header;
  // ok: javascript.jwt-decode-unverified
  const text = base64.decode(req.cookies.token);
  next();
});
