const crypto = require('crypto');
const { createHash: hash } = require('node:crypto');

function digest(file) {
  // ruleid: javascript.weak-hash
  const weak = crypto.createHash('md5').update(file).digest('hex');
  // ruleid: javascript.weak-hash
  const old = hash('SHA1').update(file);
  // ruleid: javascript.weak-hash
  const signer = crypto.createSign('RSA-SHA1');
  // ok: javascript.weak-hash
  const good = crypto.createHash('sha256').update(file);
  // ok: javascript.weak-hash
  const map = index.createHash('md5');
  // ok: javascript.weak-hash
  return crypto.createHash(config.algorithm);
}
