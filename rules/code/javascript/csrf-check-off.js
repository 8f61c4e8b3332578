const csurf = require('csurf');
const lusca = require('lusca');

// ruleid: javascript.csrf-check-off
app.use(csurf({ cookie: true, ignoreMethods: ['GET', 'POST'] }));
// ruleid: javascript.csrf-check-off
app.use(lusca({ csrf: false, xframe: 'DENY' }));
// ok: javascript.csrf-check-off
app.use(csurf({ cookie: true, ignoreMethods: ['GET', 'HEAD'] }));
// ok: javascript.csrf-check-off
app.use(csurf());
// ok: javascript.csrf-check-off
app.use(cache({ ignoreMethods: ['POST'] }));
