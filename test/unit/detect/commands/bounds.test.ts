/** No text may make the parser throw, hang or grow without end. */
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createShellParser } from '../../../../server/detect/commands/shellParser.ts';
import type { ShellParser } from '../../../../server/detect/commands/shellParser.ts';

const require = createRequire(import.meta.url);
let parser: ShellParser;
beforeAll(async () => {
  parser = await createShellParser({
    runtimeWasm: require.resolve('web-tree-sitter/web-tree-sitter.wasm'),
    bashWasm: require.resolve('tree-sitter-bash/tree-sitter-bash.wasm'),
  });
});

const pieces = [
  'cat',
  ' ',
  '.env',
  '$(',
  ')',
  '`',
  '"',
  "'",
  '\\',
  '|',
  '&&',
  ';',
  '>',
  '<',
  '<<EOF\n',
  '\nEOF\n',
  '{',
  '}',
  ',',
  '$x',
  '${x',
  'x=',
  'if ',
  'fi',
  'for f in ',
  'do ',
  'done',
  'sh -c ',
  'eval ',
  'xargs ',
  'find . -exec ',
  '\\;',
  '[[',
  '*',
  '\uE001',
  '\u200b',
  'python3 -c ',
  'f() ',
  '<(',
  '((',
  '\n',
  'alias a=',
  'powershell ',
];

describe('any text', () => {
  test('has an answer', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string({ unit: 'binary' }),
          fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map(list => list.join('')),
        ),
        text => {
          const line = parser.parse(text);
          expect(line.paths.every(path => path.path !== '')).toBe(true);
          expect(JSON.stringify(line)).not.toMatch(/[\uE000-\uE0FF]/u);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('names a plain file that is read, however it is quoted', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9_.]{0,12}$/u);
    const quotes = fc.constantFrom<(text: string) => string>(
      text => text,
      text => `'${text}'`,
      text => `"${text}"`,
      text =>
        Array.from(text)
          .map(char => `\\${char}`)
          .join(''),
      text =>
        `$'${Array.from(text)
          .map(char => `\\x${char.charCodeAt(0).toString(16)}`)
          .join('')}'`,
      text => `$(echo ${text})`,
      text => `{${text},${text}}`,
    );
    fc.assert(
      fc.property(name, quotes, (file, quote) => {
        expect(parser.parse(`cat ${quote(file)}`).paths).toContainEqual({ path: file, op: 'read' });
      }),
    );
  });
});

describe('large and deep text is bounded', () => {
  test.each<readonly [string, string]>([
    ['a long argument', `cat ${'a'.repeat(1_000_000)}`],
    ['many arguments', `cat ${'a '.repeat(500_000)}`],
    ['many commands', 'cat a;'.repeat(170_000)],
    ['a long pipe', 'cat a | '.repeat(60_000)],
    ['deep substitutions', `${'$('.repeat(20_000)}x`],
    ['deep groups', `${'{ '.repeat(20_000)}x`],
    ['deep subshells', `${'( '.repeat(20_000)}x`],
    ['deep shells', `${'sh -c '.repeat(5_000)}x`],
    ['deep evaluation', `${'eval '.repeat(20_000)}cat .env`],
    ['many braces', `cat ${'{a,b}'.repeat(40)}`],
    ['a function that calls itself', 'f() { f; f; }; f'],
    ['two functions that call each other', 'f() { g; g; }; g() { f; f; }; f'],
    ['an alias of itself', 'alias a="a a"\na'],
    ['loops in loops', `${'for i in 1 2 3 4 5 6 7 8 9; do '.repeat(8)} cat $i; ${'done; '.repeat(8)}`],
    ['a doubling variable', `x=aaaaaaaaaa; ${'x=$x$x; '.repeat(60)} cat $x`],
    ['quotes that never end', `cat ${'"\''.repeat(100_000)}`],
    ['a large here-document', `cat > f <<'EOF'\n${'line\n'.repeat(200_000)}EOF`],
    ['a large one-liner', `python3 -c "${"x='a'+'b'\n".repeat(40_000)}"`],
    ...[
      "open('a',",
      "'a'",
      "['a' ",
      "'a' + ",
      'join(',
      "'a', ",
      '  ',
      'system(',
      '`',
      '\\x41',
      'q(',
      '"""',
      'fopen(x,',
    ].map((piece): readonly [string, string] => [
      `code of ${piece}`,
      `python3 <<'EOF'\n${piece.repeat(60_000)}\nEOF`,
    ]),
    ["code of ['a' and blanks", `python3 <<'EOF'\n['a'${' '.repeat(60_000)}x\nEOF`],
    ['nulls', '\0'.repeat(10_000)],
  ])(
    '%s',
    (_name, text) => {
      const line = parser.parse(text);
      expect(line.commands.length + line.paths.length).toBeLessThan(10_000);
    },
    60_000,
  );

  test('large here-documents are read whole', () => {
    const body = 'line $x\n'.repeat(40_000);
    const { writes, paths, opaque } = parser.parse(`cat > f <<'EOF'\n${body}EOF\ncat .env`);
    expect(writes).toEqual([{ path: 'f', content: body, append: false }]);
    expect(paths).toContainEqual({ path: '.env', op: 'read' });
    expect(opaque).toEqual([]);
  });

  test('a line that is too much harms no later one', () => {
    for (const piece of ['cat a | ', 'a=(', 'a ', '$(', '{ ', '( ']) parser.parse(piece.repeat(100_000));
    expect(parser.parse('cat .env').paths).toEqual([{ path: '.env', op: 'read' }]);
    expect(parser.parse('cat .env').opaque).toEqual([]);
  });

  test('what is cut is said', () => {
    expect(parser.parse('cat a;'.repeat(170_000)).opaque).toContain('the command line is too long');
    expect(parser.parse('f() { f; f; }; f').opaque).toContain(
      'the command line is nested too deeply or does too much',
    );
  });
});
