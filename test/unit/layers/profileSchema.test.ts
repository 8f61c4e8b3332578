/** The profile's schema: up to date, contributed, and of one mind with the reader. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { profileSchema } from '../../../scripts/docs/profileSchema.ts';
import { parseProfile } from '../../../server/layers/profile.ts';

const validate = new Ajv({ strict: false }).compile(JSON.parse(profileSchema()) as object);

test('the schema in rules/profile is that of the reader (npm run docs writes it)', () => {
  const file = new URL('../../../rules/profile/profile.schema.json', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(profileSchema());
});

test('VS Code takes it for profiles of workspaces and of the user', () => {
  const [{ fileMatch, url }] = manifest.contributes.jsonValidation as [{ fileMatch: string[]; url: string }];
  expect(fileMatch).toContain('**/.ringfence/profile.jsonc');
  expect(url).toBe('./dist/profile.schema.json');
});

test.each<[boolean, unknown]>([
  [true, {}],
  [true, { $schema: 'x', name: 'A', level: 'locked', onUnavailable: 'deny', approvalRequired: ['a/**'] }],
  [true, { settings: { 'a.b': [1, null, { c: true }] } }],
  [true, { mcpServers: { a: {}, b: { command: 'x', args: ['', '-y'], url: 'https://x', tools: ['t'] } } }],
  [true, { rules: { 'a/b': 'off', 'c/d': 'critical' } }],
  [true, { waivers: [{ rule: 'a', reason: 'b', expires: '2027-01-31', paths: ['x'], approvedBy: 'c' }] }],
  [
    true,
    {
      ledger: { retentionDays: 1, redactPaths: true, export: [{ type: 'file', path: 'x', format: 'ocsf' }] },
    },
  ],
  [true, { ledger: { export: [{ type: 'syslog', host: 'h', port: 1, transport: 'tcp', ca: 'x' }] } }],
  [true, { ledger: { export: [{ type: 'otlp', url: 'http://x', headers: { a: 'env:B' } }] } }],
  [false, []],
  [false, { levle: 'locked' }],
  [false, { level: 'strict' }],
  [false, { name: '' }],
  [false, { name: 1 }],
  [false, { approvalRequired: 'a' }],
  [false, { mcpServers: ['a'] }],
  [false, { mcpServers: { a: { sha256: 'ABC' } } }],
  [false, { mcpServers: { a: { url: 'ftp://x' } } }],
  [false, { rules: { a: 'warn' } }],
  [false, { waivers: [{ rule: 'a', reason: 'b' }] }],
  [false, { waivers: [{ rule: 'a', reason: 'b', expires: '31.1.2027' }] }],
  [false, { ledger: { retentionDays: 1.5 } }],
  [false, { ledger: { export: [{ type: 'http' }] } }],
  [false, { ledger: { export: [{ type: 'file' }] } }],
  [false, { ledger: { export: [{ type: 'file', path: 'x', url: 'https://x' }] } }],
  [false, { ledger: { export: [{ type: 'syslog', host: 'h', port: 70_000, transport: 'tcp' }] } }],
])('schema and reader both say %s of %j', (good, value) => {
  expect(validate(value)).toBe(good);
  expect(parseProfile(JSON.stringify(value), 'p', 'floor').problems.length === 0).toBe(good);
});
