const libxmljs = require('libxmljs');
const { parseXml } = require('libxmljs2');

function read(text) {
  // ruleid: javascript.xxe-libxml
  libxmljs.parseXml(text, { noent: true });
  // ruleid: javascript.xxe-libxml
  libxmljs.parseXmlString(text, { noblanks: true, noent: true });
  // ok: javascript.xxe-libxml
  libxmljs.parseXml(text, { noent: false });
  // ok: javascript.xxe-libxml
  libxmljs.parseXml(text);
  // ok: javascript.xxe-libxml
  encoder.encode(text, { noent: true });
}
