const cors = require('cors');

// ruleid: javascript.cors-any-origin-credentials
app.use(cors({ origin: true, credentials: true }));
// ok: javascript.cors-any-origin-credentials
app.use(cors({ origin: 'https://example.com', credentials: true }));
// ok: javascript.cors-any-origin-credentials
app.use(cors({ origin: true }));

app.use((req, res, next) => {
  // ruleid: javascript.cors-any-origin-credentials
  res.setHeader('Access-Control-Allow-Origin', req.headers.origin);
  if (origins.includes(req.headers.origin)) {
    // ok: javascript.cors-any-origin-credentials
    res.setHeader('Access-Control-Allow-Origin', req.headers.origin);
  }
  // ok: javascript.cors-any-origin-credentials
  res.setHeader('Vary', req.headers.origin);
  next();
});
