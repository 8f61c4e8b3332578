const tls = require('tls');

// ruleid: javascript.tls-old-version
tls.createServer({ key, cert, minVersion: 'TLSv1' });
// ruleid: javascript.tls-old-version
https.request({ host, secureProtocol: 'TLSv1_method' });
// ruleid: javascript.tls-old-version
tls.DEFAULT_MIN_VERSION = 'TLSv1.1';
// ok: javascript.tls-old-version
tls.createServer({ key, cert, minVersion: 'TLSv1.2' });
// ok: javascript.tls-old-version
tls.createServer({ key, cert, maxVersion: 'TLSv1.3' });
// ok: javascript.tls-old-version
https.request({ host, secureProtocol: 'TLS_method' });
