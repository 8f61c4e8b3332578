const jwt = require('jsonwebtoken');
const { expressjwt: guard } = require('express-jwt');
const SECRET = 'keyboard cat';

// ruleid: javascript.jwt-hardcoded-secret
const token = jwt.sign({ name: 'x' }, SECRET, { expiresIn: '1h' });
// ruleid: javascript.jwt-hardcoded-secret
jwt.verify(token, 'keyboard cat');
// ok: javascript.jwt-hardcoded-secret
jwt.verify(token, process.env.JWT_SECRET);
// ok: javascript.jwt-hardcoded-secret
jwt.verify(token, fs.readFileSync('public.pem'));
// ok: javascript.jwt-hardcoded-secret
book.sign({ name: 'x' }, 'with a pen');
