import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as protocol from '../../../common/protocol.ts';

const read = (file: string): string =>
  readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8').replaceAll('\r\n', '\n');
const page = read('docs/PROTOCOL.md');

test('docs/PROTOCOL.md was checked against the present common/protocol.ts', () => {
  const hash = createHash('sha256').update(read('common/protocol.ts')).digest('hex');
  expect(page).toContain(hash);
});

test('docs/PROTOCOL.md tells of every message', () => {
  const messages = Object.values(protocol).filter(value => typeof value === 'string');
  expect(messages.length).toBeGreaterThan(8);
  expect(messages.filter(message => !page.includes(`\`${message}\``))).toEqual([]);
});
