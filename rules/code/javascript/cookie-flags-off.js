const session = require('express-session');

app.get('/', (req, res) => {
  // ruleid: javascript.cookie-flags-off
  res.cookie('id', id, { httpOnly: false, secure: true });
  // ruleid: javascript.cookie-flags-off
  res.cookie('id', id, { secure: false });
  // ok: javascript.cookie-flags-off
  res.cookie('id', id, { httpOnly: true, secure: true });
  // ok: javascript.cookie-flags-off
  res.cookie('id', id, { signed: false });
  // ok: javascript.cookie-flags-off
  connect({ host: 'a', secure: false });
});
// ruleid: javascript.cookie-flags-off
app.use(session({ secret: process.env.SECRET, cookie: { secure: false } }));
