import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRegex } from '../../../../server/engine/regex/compile.ts';
import { emitRegex } from '../../../../server/engine/regex/emit.ts';
import { startMachine } from '../../../../server/engine/regex/machine.ts';
import { parseRegex } from '../../../../server/engine/regex/parse.ts';
import { compileProgram } from '../../../../server/engine/regex/program.ts';

const steps = 10_000_000;

function byMachine(source: string, text: string): readonly (readonly [number, number])[] | undefined {
  const parsed = parseRegex(source, { multiline: true });
  const program = parsed.ok ? compileProgram(parsed.value, source) : parsed;
  if (!program.ok) return undefined;
  const machine = startMachine(program.value, text, steps);
  const found: (readonly [number, number])[] = [];
  for (let at = 0; at <= text.length;) {
    const match = machine.matchAt(at);
    if (match !== undefined) found.push([match.start, match.end]);
    at = match === undefined || match.end === at ? at + 1 : match.end;
  }
  return machine.exhausted() ? undefined : found;
}

function byJavaScript(source: string, text: string): readonly (readonly [number, number])[] | undefined {
  const parsed = parseRegex(source, { multiline: true });
  const emitted = parsed.ok ? emitRegex(parsed.value) : undefined;
  if (emitted === undefined) return undefined;
  return [...text.matchAll(new RegExp(emitted, 'g'))].map(match => [
    match.index,
    match.index + match[0].length,
  ]);
}

const { regex } = fc.letrec<{ regex: string }>(tie => ({
  regex: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\b', '^', '$', '\\s'),
    fc.tuple(tie('regex'), tie('regex')).map(([a, b]) => a + b),
    fc.tuple(tie('regex'), tie('regex')).map(([a, b]) => `(?:${a}|${b})`),
    fc
      .tuple(tie('regex'), fc.constantFrom('*', '+', '?', '*?', '+?', '{0,2}', '{2}', '{1,3}?'))
      .map(([a, loop]) => `(?:${a})${loop}`),
    fc
      .tuple(fc.constantFrom('a', 'b', '.', '[ab]'), fc.constantFrom('*', '+', '+?', '*?'))
      .map(([a, b]) => a + b),
    tie('regex').map(a => `(${a})`),
    tie('regex').map(a => `(?=${a})`),
    tie('regex').map(a => `(?!${a})`),
  ),
}));

describe('the machine', () => {
  it('finds what JavaScript finds', () => {
    fc.assert(
      fc.property(
        regex,
        fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n'), maxLength: 10 }),
        (source, text) => {
          const expected = byJavaScript(source, text);
          const found = byMachine(source, text);
          fc.pre(expected !== undefined && found !== undefined);
          expect(found).toEqual(expected);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  const hostile = [
    `${'a'.repeat(50_000)}!`,
    `${'ab c'.repeat(12_500)}!`,
    `${' '.repeat(50_000)}x`,
    'aab\n'.repeat(12_500),
  ];
  it.each([
    '(a+)+$',
    '(a|a)*b',
    '(.*)*x',
    '(\\w+\\s?)*$',
    '(?i)(a+)+$',
    '(?i)(a|a)*B',
    '(?=(a+)+$)b',
    'a*a*a*b',
    '[a-z]+[a-z]+[0-9]',
    '\\s+$',
    '(?s).*foo.*bar',
    '(?>a+)b',
    '((a|b)*)*c',
    '(.*?,){12}P',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '(x+x+)+y',
    '(?:(?:a*)*)*b',
    '(a?a?)*b',
    '.*.*.*=',
  ])('%s ends within its budget on hostile texts', source => {
    const compiled = compileRegex(source);
    for (const text of hostile) expect(compiled.ok && compiled.value.scan(text).complete).toBe(true);
  });

  it.each(['(a*)\\1b', '(a+)+\\1$', '(?:a{1,30}){1,30}b', '(?(?=a)a+|b)+\\Gc', '(?!(a+)+b)a'])(
    '%s comes back, and says when it gave up',
    source => {
      const compiled = compileRegex(source);
      const scans = compiled.ok ? hostile.map(text => compiled.value.scan(text)) : [];
      expect(scans).toHaveLength(hostile.length);
      for (const scan of scans) expect(typeof scan.complete).toBe('boolean');
    },
  );
});
