const helmet = require('helmet');

// ruleid: javascript.helmet-protection-off
app.use(helmet({ contentSecurityPolicy: false }));
// ruleid: javascript.helmet-protection-off
app.use(helmet({ noSniff: true, hsts: false }));
// ok: javascript.helmet-protection-off
app.use(helmet());
// ok: javascript.helmet-protection-off
app.use(helmet({ contentSecurityPolicy: { directives } }));
// ok: javascript.helmet-protection-off
app.use(helmet({ xDownloadOptions: false }));
