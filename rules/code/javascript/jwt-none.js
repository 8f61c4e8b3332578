const jwt = require('jsonwebtoken');
const simple = require('jwt-simple');

// ruleid: javascript.jwt-none
jwt.verify(token, key, { algorithms: ['RS256', 'none'] });
// ruleid: javascript.jwt-none
jwt.sign({ id: 1 }, '', { algorithm: 'none' });
// ok: javascript.jwt-none
jwt.verify(token, key, { algorithms: ['RS256'] });
// ok: javascript.jwt-none
jwt.sign({ id: 1 }, key, { algorithm: 'HS256' });
// ok: javascript.jwt-none
const style = { border: 'none', display: ['none'] };
