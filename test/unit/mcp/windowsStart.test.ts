/** Starting servers on Windows, as text: what cmd.exe and the program behind a batch file would read. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { windowsStart, type Start } from '../../../server/mcp/wrap/windowsStart.ts';

const files = [
  'C:\\nodejs\\npx.cmd',
  'C:\\nodejs\\node.exe',
  'C:\\Python\\Scripts\\uvx.exe',
  'D:\\work\\npx.cmd',
  'D:\\work\\run server.bat',
];
const env = {
  Path: '"C:\\nodejs";.;C:\\Python\\Scripts',
  PATHEXT: '.COM;.EXE;.BAT;.CMD',
  COMSPEC: 'C:\\W\\cmd.exe',
};
const start = (command: string, args: readonly string[] = []): Start | string =>
  windowsStart({
    command,
    args,
    cwd: 'D:\\work',
    env,
    isFile: file => files.some(each => each.toLowerCase() === file.toLowerCase()),
  });
const started = (command: string, args: readonly string[] = []): Start => {
  const found = start(command, args);
  if (typeof found === 'string') throw new Error(found);
  return found;
};

test.each([
  ['npx', 'C:\\W\\cmd.exe'],
  ['NPX.CMD', 'C:\\W\\cmd.exe'],
  ['node', 'C:\\nodejs\\node.exe'],
  ['uvx', 'C:\\Python\\Scripts\\uvx.exe'],
  ['.\\run server.bat', 'C:\\W\\cmd.exe'],
  ['C:\\nodejs\\npx', 'C:\\W\\cmd.exe'],
  ['absent', 'absent'],
])('%s starts %s', (command, file) => {
  expect(started(command).file).toBe(file);
});

test('a batch file of the workspace is not taken for a program of the machine', () => {
  expect(started('npx', ['-y']).args.at(-1)).toContain('nodejs\\npx.cmd');
});

test('an argument that no batch file can take is refused', () => {
  expect(start('npx', ['a\nb'])).toContain('end of line');
  expect(started('node', ['a\nb']).args).toEqual(['a\nb']);
});

/** Reads a line as cmd.exe does after `/s /c`: carets and quotes; a sign that would act on its own ends the test. */
function readByCmd(line: string): string {
  let read = '';
  let inQuotes = false;
  for (let at = 0; at < line.length; at += 1) {
    const sign = line.charAt(at);
    if (sign === '^' && !inQuotes) read += line.charAt((at += 1));
    else {
      if (!inQuotes && /[&|<>()]/u.test(sign)) throw new Error(`cmd would act on ${sign}`);
      if (sign === '%' && /%[^%^]+%/u.test(line.slice(at))) throw new Error('cmd would put a variable in');
      if (sign === '"') inQuotes = !inQuotes;
      read += sign;
    }
  }
  return read;
}

/** Splits a command line as the C runtime does: slashes count only before a quote, where two of them make one. */
function splitByProgram(line: string): readonly string[] {
  const parts = line.matchAll(/(?<slashes>\\*)(?<quote>")|(?<gap> )|(?<plain>\\|[^\\" ]+)/gu);
  const words: string[] = [];
  let word: string | undefined;
  let inQuotes = false;
  for (const { groups: { slashes = '', quote, gap, plain = '' } = {} } of parts) {
    if (gap !== undefined && !inQuotes) {
      words.push(...(word === undefined ? [] : [word]));
      word = undefined;
      continue;
    }
    const escaped = slashes.length % 2 === 1;
    if (quote !== undefined && !escaped) inQuotes = !inQuotes;
    word = [word, slashes.slice(Math.ceil(slashes.length / 2)), escaped ? quote : '', plain, gap].join('');
  }
  return word === undefined ? words : [...words, word];
}

describe('what a batch file hands on', () => {
  const handedOn = (args: readonly string[]): readonly string[] => {
    const line = (started('npx', args).args.at(-1) ?? '').slice(1, -1);
    const [file, rest] = [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)];
    expect(splitByProgram(readByCmd(file))).toEqual(['C:\\nodejs\\npx.cmd']);
    return args.length === 0 ? [] : splitByProgram(readByCmd(readByCmd(rest)));
  };

  test.each([
    ['a plain word', ['-y', '@acme/files@1.0.0']],
    ['blanks and quotes', ['a b', '"c"', 'd\\"e', '']],
    ['slashes at the end', ['C:\\dir\\', 'C:\\a dir\\']],
    ['signs of the shell', ['a&calc', '|more', '>x', '%PATH%', '!x!', '^', '(', '"&calc&"']],
  ])('is %s unchanged', (_, args) => {
    expect(handedOn(args)).toEqual(args);
  });

  test('is any text unchanged', () => {
    const word = fc.string({ unit: fc.constantFrom(...'ab"\\^&|<>()%!=;,*? '.split('')), maxLength: 12 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), args => {
        expect(handedOn(args)).toEqual(args);
      }),
    );
  });
});
