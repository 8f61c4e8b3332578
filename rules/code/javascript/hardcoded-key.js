const crypto = require('crypto');
const SECRET = 'horse-battery-staple';

// ruleid: javascript.hardcoded-key
const mac = crypto.createHmac('sha256', SECRET).update(text);
// ruleid: javascript.hardcoded-key
const cipher = crypto.createCipheriv('aes-256-gcm', Buffer.from('6162636465666768', 'hex'), iv);
// ruleid: javascript.hardcoded-key
const other = CryptoJS.AES.encrypt(text, 'horse-battery-staple');
// ok: javascript.hardcoded-key
const good = crypto.createHmac('sha256', process.env.SECRET);
// ok: javascript.hardcoded-key
const empty = crypto.createHmac('sha256', '');
// ok: javascript.hardcoded-key
const plain = crypto.createHash('sha256').update(SECRET);
