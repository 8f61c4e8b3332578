const crypto = require('crypto');

function check(req, body) {
  const mac = crypto.createHmac('sha256', process.env.SECRET).update(body).digest('hex');
  // ruleid: javascript.timing-unsafe-compare
  if (req.headers['x-signature'] === mac) return true;
  // ruleid: javascript.timing-unsafe-compare
  if (mac !== req.query.mac) return false;
  // ruleid: javascript.timing-unsafe-compare
  if (req.headers['x-api-key'] !== process.env.API_KEY) return false;
  // ok: javascript.timing-unsafe-compare
  if (mac === undefined) return false;
  // ok: javascript.timing-unsafe-compare
  if (crypto.timingSafeEqual(Buffer.from(mac), Buffer.from(req.query.mac))) return true;
  const hash = crypto.createHash('sha256').update(body).digest('hex');
  // ok: javascript.timing-unsafe-compare
  return hash === cached;
}
