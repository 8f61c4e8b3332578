const yaml = require('js-yaml');

function read(text, unsafe) {
  // ruleid: javascript.yaml-full-schema
  yaml.load(text, { schema: yaml.DEFAULT_FULL_SCHEMA });
  // ruleid: javascript.yaml-full-schema
  yaml.loadAll(text, null, { filename: 'a.yml', schema: yaml.DEFAULT_SCHEMA.extend(unsafe.all) });
  // ok: javascript.yaml-full-schema
  yaml.load(text, { schema: yaml.JSON_SCHEMA });
  // ok: javascript.yaml-full-schema
  yaml.load(text);
  // ok: javascript.yaml-full-schema
  bundle.load(text, { schema: yaml.DEFAULT_FULL_SCHEMA });
}
