const crypto = require('crypto');

const IV = Buffer.from('000102030405060708090a0b', 'hex');

function seal(key, text) {
  // ruleid: javascript.static-iv
  const a = crypto.createCipheriv('aes-256-cbc', key, '1234567890123456');
  // ruleid: javascript.static-iv
  const b = crypto.createCipheriv('aes-256-cbc', key, Buffer.alloc(16, 0));
  // ruleid: javascript.static-iv
  const c = crypto.createCipheriv('aes-256-gcm', key, IV);
  const iv = crypto.randomBytes(12);
  // ok: javascript.static-iv
  const d = crypto.createCipheriv('aes-256-gcm', key, iv);
  // ok: javascript.static-iv
  const e = crypto.createDecipheriv('aes-256-gcm', key, IV);
  const fresh = Buffer.alloc(12);
  crypto.randomFillSync(fresh);
  // ok: javascript.static-iv
  return crypto.createCipheriv('aes-256-gcm', key, fresh);
}
