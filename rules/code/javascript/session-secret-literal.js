const session = require('express-session');
const cookieParser = require('cookie-parser');
const SECRET = 'keyboard cat';

// ruleid: javascript.session-secret-literal
app.use(session({ secret: 'keyboard cat', resave: false }));
// ruleid: javascript.session-secret-literal
app.use(session({ secret: SECRET }));
// ruleid: javascript.session-secret-literal
app.use(cookieParser('keyboard cat'));
// ok: javascript.session-secret-literal
app.use(session({ secret: process.env.SESSION_SECRET }));
// ok: javascript.session-secret-literal
app.use(cookieParser());
// ok: javascript.session-secret-literal
app.use(cache({ secret: 'keyboard cat' }));
