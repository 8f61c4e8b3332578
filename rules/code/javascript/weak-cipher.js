const crypto = require('crypto');

function seal(key, iv, text) {
  // ruleid: javascript.weak-cipher
  const a = crypto.createCipheriv('des-ede3-cbc', key, iv);
  // ruleid: javascript.weak-cipher
  const b = crypto.createCipheriv('AES-256-ECB', key, null);
  // ruleid: javascript.weak-cipher
  const c = CryptoJS.AES.encrypt(text, key, { mode: CryptoJS.mode.ECB });
  // ok: javascript.weak-cipher
  const d = crypto.createCipheriv('aes-256-gcm', key, iv);
  // ok: javascript.weak-cipher
  const e = CryptoJS.AES.encrypt(text, key, { mode: CryptoJS.mode.GCM });
  // ok: javascript.weak-cipher
  const f = crypto.createCipheriv(chosen, key, iv);
}
