/** Rules on text against any text at all: nothing throws, every span lies in the text, and time grows with size only. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textRules } from '../../../../server/detect/textRules.ts';
import { surfaces, type TextSource } from '../../../../server/detect/text/source.ts';
import { processorTime } from '../../../support/processorTime.ts';

const source = (text: string, surface: TextSource['surface'], name = 'a.py'): TextSource => ({
  surface,
  text,
  before: undefined,
  path: '',
  name,
  commands: [],
});

const fragments = [
  '-----BEGIN RSA PRIVATE KEY-----',
  '-----END RSA PRIVATE KEY-----',
  'MIIEpAIBAAKCAQEA',
  'AGE-SECRET-KEY-1',
  'Private-Lines: 9\n',
  '"command": "npx", "args": ["',
  'claude mcp add x npx y\n',
  '--index-url http://',
  '[[tool.uv.index]]\nurl = "',
  '\u{e0041}',
  '\u200b',
  '\u200d',
  '\ufe0f',
  '\u{e0101}',
  '\u202e',
  '\u2067',
  '\ud83d',
  '\udc00',
  '\u{1f3f4}',
  '\0',
  ' ',
  '\n',
  'a',
];

/** Is far above what these texts take; what grows with the square of their size takes minutes. */
const mostTime = 1_500;

test('any text gives spans within it', () => {
  const text = fc
    .array(fc.oneof(fc.constantFrom(...fragments), fc.string({ unit: 'binary', maxLength: 8 })), {
      maxLength: 40,
    })
    .map(parts => parts.join(''));
  fc.assert(
    fc.property(text, fc.constantFrom(...surfaces), (value, surface) => {
      for (const rule of textRules)
        for (const { start, end } of rule.find(source(value, surface)))
          if (!(start >= 0 && start <= end && end <= value.length))
            throw new Error(`${rule.id} ${start}-${end}`);
    }),
    { numRuns: 1_000 },
  );
});

test.each(fragments.map(fragment => [JSON.stringify(fragment), fragment]))(
  'a text of nothing but %s takes time in proportion to its size',
  (_, fragment) => {
    const text = fragment.repeat(Math.ceil(400_000 / fragment.length));
    for (const rule of textRules)
      for (const name of ['a.py', 'pyproject.toml']) {
        const started = processorTime();
        rule.find(
          source(
            text,
            rule.surfaces.includes('written content') ? 'written content' : 'instruction file',
            name,
          ),
        );
        expect(processorTime() - started, rule.id).toBeLessThan(mostTime);
      }
  },
);
