const https = require('https');

// ruleid: javascript.tls-verification-off
const agent = new https.Agent({ rejectUnauthorized: false });
// ruleid: javascript.tls-verification-off
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
// ruleid: javascript.tls-verification-off
request({ url, strictSSL: false });
// ruleid: javascript.tls-verification-off
options.rejectUnauthorized = false;
// ok: javascript.tls-verification-off
const good = new https.Agent({ rejectUnauthorized: true });
// ok: javascript.tls-verification-off
const own = new https.Agent({ ca: fs.readFileSync('ca.pem') });
// ok: javascript.tls-verification-off
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '1';
