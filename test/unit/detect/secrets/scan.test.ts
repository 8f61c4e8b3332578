/** The scan for secrets as a whole: forms without a sample of their own, encodings, and time in proportion to size. */
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { secretsIn } from '../../../../server/detect/secrets/scan.ts';
import type { TextSource } from '../../../../server/detect/text/source.ts';
import { processorTime } from '../../../support/processorTime.ts';

const source = (text: string, name = 'a.txt'): TextSource => ({
  surface: 'written content',
  text,
  before: undefined,
  path: '',
  name,
  commands: [],
});

const rulesIn = (text: string, name?: string): readonly string[] =>
  secretsIn(source(text, name)).map(({ rule, severity }) => `${rule} ${severity ?? 'high'}`);

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Draws text as an issuer does, the same every time. */
function drawn(length: number, seed: number): string {
  let state = seed;
  return Array.from({ length }, () => {
    state = crc32(String(state));
    return letters.charAt(state % letters.length);
  }).join('');
}

const key = (seed: number): string => `sk-ant-api03-${drawn(93, seed)}AA`;

describe('a token is found', () => {
  test.each([
    ['after an escaped line break', `"first\\n${key(1)}"`],
    ['in base64', Buffer.from(`key: ${key(2)}`).toString('base64')],
    ['encoded for an address', `https://a.io/?next=%2Fx%3Fkey%3D${key(3)}`],
    ['behind letters that grow when folded', `${'İ'.repeat(40)} ${key(4)}`],
    ['at the very end', `x ${key(5)}`],
  ])('%s', (_, text) => {
    expect(rulesIn(text)).toContain('ai-token high');
  });

  test.each([
    ['within a longer word', `prefix${key(6)}`],
    ['when it goes on', `${key(7)}andmoreandmoreandmoreandmoreandmore`],
  ])('not %s', (_, text) => {
    expect(rulesIn(text)).toEqual([]);
  });
});

test('one place is one secret, told by what says most of it', () => {
  expect(rulesIn(`ANTHROPIC_API_KEY="${key(8)}"`)).toEqual(['ai-token high']);
});

test('a value that the service did not issue is told, and no more', () => {
  expect(rulesIn(`PINECONE_API_KEY="${drawn(31, 9)}"`)).toEqual(['named-value info']);
});

test('samples weigh little, generated files nothing', () => {
  const line = `api_secret = "${drawn(40, 10)}"\n`;
  expect(rulesIn(line)).toEqual(['named-value medium']);
  expect(rulesIn(line, 'test/unit/a.test.ts')).toEqual(['named-value info']);
  expect(rulesIn(line, 'pnpm-lock.yaml')).toEqual([]);
  expect(rulesIn(key(11), 'docs/examples/a.md')).toEqual(['ai-token low']);
});

const fragments = [
  'key=',
  '"token":"',
  'password ',
  'pwd = "',
  '://a:',
  'eyJ',
  'eyJhbGciOi.',
  'basic ',
  '%41',
  'curl -u a:bbbb ',
  'datadog_api_key=',
  'machine a login ',
  'server=a;password=',
  'xoxb-',
  '_authToken=',
  'T3BlbkFJ',
  '"auth":"',
  'key\n value=',
  '--token ',
  'A1',
  '\n',
  'sudo -S <<< ',
  'docker login -p ',
  '"kty":"EC","d":"',
  'IDENTIFIED BY ',
  '.login("',
  '://a?pwd=',
  ' -U x%',
];

test.each(fragments.map(fragment => [JSON.stringify(fragment), fragment]))(
  'a text of nothing but %s takes time in proportion to its size',
  (_, fragment) => {
    const text = fragment.repeat(Math.ceil(200_000 / fragment.length));
    const started = processorTime();
    secretsIn(source(text));
    expect(processorTime() - started).toBeLessThan(1_500);
  },
);

test('any text gives places within it, in order and apart', () => {
  const text = fc
    .array(fc.oneof(fc.constantFrom(...fragments, key(12)), fc.string({ unit: 'binary', maxLength: 12 })), {
      maxLength: 30,
    })
    .map(parts => parts.join(''));
  fc.assert(
    fc.property(text, value => {
      let last = 0;
      for (const { start, end } of secretsIn(source(value))) {
        if (!(start >= last && start < end && end <= value.length)) throw new Error(`${start}-${end}`);
        last = end;
      }
    }),
    { numRuns: 500 },
  );
});
