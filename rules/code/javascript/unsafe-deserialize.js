const serialize = require('node-serialize');
const php = require('php-serialize');
const { deserialize } = require('serialize-to-js');

function read(text) {
  // ruleid: javascript.unsafe-deserialize
  const session = serialize.unserialize(text);
  // ruleid: javascript.unsafe-deserialize
  const other = deserialize(text);
  // ok: javascript.unsafe-deserialize
  const plain = JSON.parse(text);
  // ok: javascript.unsafe-deserialize
  const third = php.unserialize(text);
  // ok: javascript.unsafe-deserialize
  return serialize.serialize(session);
}
