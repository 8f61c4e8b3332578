const bcrypt = require('bcrypt');
const { pbkdf2Sync } = require('crypto');
const ROUNDS = 4;

// ruleid: javascript.password-hash-rounds
bcrypt.hash(password, ROUNDS, done);
// ruleid: javascript.password-hash-rounds
bcrypt.genSaltSync(5);
// ruleid: javascript.password-hash-rounds
pbkdf2Sync(password, salt, 1000, 64, 'sha512');
// ok: javascript.password-hash-rounds
bcrypt.hash(password, 12);
// ok: javascript.password-hash-rounds
pbkdf2Sync(password, salt, 210000, 64, 'sha512');
// ok: javascript.password-hash-rounds
bcrypt.hash(password, config.rounds);
