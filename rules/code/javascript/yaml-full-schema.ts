import { load, DEFAULT_FULL_SCHEMA, CORE_SCHEMA } from 'js-yaml';

export const config = (text: string) => [
  // ruleid: javascript.yaml-full-schema
  load(text, { schema: DEFAULT_FULL_SCHEMA }) as Config,
  // ok: javascript.yaml-full-schema
  load(text, { schema: CORE_SCHEMA }) as Config,
];
