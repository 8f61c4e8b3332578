const crypto = require('crypto');
const BITS = 1024;

// ruleid: javascript.weak-key-size
crypto.generateKeyPairSync('rsa', { modulusLength: 1024 });
// ruleid: javascript.weak-key-size
crypto.generateKeyPair('dsa', { divisorLength: 160, modulusLength: BITS }, done);
// ruleid: javascript.weak-key-size
crypto.createDiffieHellman(512);
// ok: javascript.weak-key-size
crypto.generateKeyPairSync('rsa', { modulusLength: 3072 });
// ok: javascript.weak-key-size
crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
// ok: javascript.weak-key-size
crypto.createDiffieHellman(prime);
