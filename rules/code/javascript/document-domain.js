// ruleid: javascript.document-domain
document.domain = 'example.com';
// ruleid: javascript.document-domain
window.document.domain = location.hostname.split('.').slice(1).join('.');
// ok: javascript.document-domain
const domain = document.domain;
// ok: javascript.document-domain
if (document.domain === 'example.com') start();
// ok: javascript.document-domain
settings.domain = 'example.com';
