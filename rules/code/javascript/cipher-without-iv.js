const crypto = require('crypto');
const { createCipher: seal, createCipheriv } = require('crypto');

// ruleid: javascript.cipher-without-iv
const a = crypto.createCipher('aes-256-cbc', password);
// ruleid: javascript.cipher-without-iv
const b = seal('aes192', password);
// ok: javascript.cipher-without-iv
const c = createCipheriv('aes-256-gcm', key, iv);
// ok: javascript.cipher-without-iv
const d = machine.createCipher('caesar');
