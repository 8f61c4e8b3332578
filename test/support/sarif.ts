/** Holds SARIF to the published schema of version 2.1.0. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';

const require = createRequire(import.meta.url);
const published = JSON.parse(
  readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
);
// It declares draft 4, of which it uses nothing that later drafts read otherwise.
delete published.$schema;
delete published.id;
const validate = new Ajv({
  strict: false,
  validateFormats: false,
  unicodeRegExp: false,
  allErrors: true,
}).compile(published);

/** Returns what is wrong with a SARIF text by the schema; an empty list when nothing is. */
export const sarifErrors = (text: string): unknown => (validate(JSON.parse(text)) ? [] : validate.errors);
