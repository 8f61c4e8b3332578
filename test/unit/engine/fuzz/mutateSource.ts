/** Mutations of source text: what typing, broken merges, generators and attackers leave behind. */
import { Random } from './random.ts';

/** Changes a text once; `other` is another text of the language to take parts from. */
type Mutation = (text: string, random: Random, other: string) => string;

/** Is how long a mutated text may become. */
const longest = 200_000;

const odd = [
  '\0',
  '\uFEFF',
  '\uD800',
  '\uDC00',
  '\u2028',
  '\u00A0',
  '\r',
  '\r\n',
  '\t',
  '\v',
  '😀',
  'İ',
  '"',
  "'",
  '`',
  '"""',
  '/*',
  '*/',
  '//',
  '#',
  '<<EOF\n',
  '${',
  '#{',
  '{{',
  '}',
  '{',
  '(',
  ')',
  '[',
  ']',
  '<',
  '>',
  '\\',
  '\\\n',
  ';',
  ',',
  '...',
  '$X',
  '$...A',
  '=',
  '=>',
  '->',
  '@',
  '9'.repeat(400),
  '0x',
  '1e999999',
  '-0',
  'NaN',
  '\n\n',
  '&a ',
  '*a ',
  '<<: *a',
];

const openers: readonly (readonly [string, string])[] = [
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['f(', ')'],
  ['{"a":', '}'],
  ['if (x) {', '}'],
  ['- ', ''],
  ['!', ''],
  ['-', ''],
  ['a.', ''],
  ['a + ', 'b'],
  ['x ? y : ', 'z'],
  ['<div>', '</div>'],
  ['x => ', 'y'],
  ['if x:\n ', ''],
  ['a && ', 'b'],
  ['$(', ')'],
  ['"${', '}"'],
  ['a = ', 'b'],
];

const tokens = (text: string): readonly string[] => text.match(/[\w$]+|\s+|[^\w\s]/gu) ?? [];

const place = (text: string, random: Random): number => random.below(text.length + 1);

function cut(text: string, random: Random): readonly [before: string, part: string, after: string] {
  const from = place(text, random);
  const to = Math.min(text.length, from + random.below(random.oneIn(4) ? text.length + 1 : 30));
  return [text.slice(0, from), text.slice(from, to), text.slice(to)];
}

function editLines(
  text: string,
  random: Random,
  edit: (lines: string[], at: number, to: number) => void,
): string {
  const lines = text.split('\n');
  edit(lines, random.below(lines.length), random.below(lines.length));
  return lines.join('\n');
}

function editTokens(text: string, random: Random, edit: (list: string[], at: number) => void): string {
  const list = [...tokens(text)];
  if (list.length > 0) edit(list, random.below(list.length));
  return list.join('');
}

const mutations: readonly Mutation[] = [
  // Characters.
  (text, random) => {
    const [before, , after] = cut(text, random);
    return before + after;
  },
  (text, random) => {
    const at = place(text, random);
    return text.slice(0, at) + random.of(odd) + text.slice(at);
  },
  (text, random) => {
    const at = place(text, random);
    return text.slice(0, at) + String.fromCharCode(random.below(0x1_0000)) + text.slice(at + 1);
  },
  (text, random) => {
    const [before, part, after] = cut(text, random);
    return before + part + part + after;
  },
  (text, random) => text.slice(0, place(text, random)),
  (text, random) => text.slice(place(text, random)),
  // Tokens.
  (text, random) => editTokens(text, random, (list, at) => list.splice(at, 1)),
  (text, random) => editTokens(text, random, (list, at) => list.splice(at, 0, list[at] ?? '')),
  (text, random) => editTokens(text, random, (list, at) => list.splice(at, 1, random.of(list))),
  (text, random, other) =>
    editTokens(text, random, (list, at) => list.splice(at, 1, random.of([...tokens(other), ' ']))),
  // Lines.
  (text, random) => editLines(text, random, (lines, at) => lines.splice(at, 1)),
  (text, random) => editLines(text, random, (lines, at, to) => lines.splice(to, 0, lines[at] ?? '')),
  (text, random) =>
    editLines(text, random, (lines, at, to) =>
      lines.splice(Math.min(at, to), 0, ...lines.splice(Math.max(at, to))),
    ),
  (text, random) => editLines(text, random, (lines, at) => (lines[at] = `  ${lines[at] ?? ''}`)),
  (text, random) => editLines(text, random, (lines, at) => (lines[at] = (lines[at] ?? '').trimStart())),
  // Between texts.
  (text, random, other) => text.slice(0, place(text, random)) + other.slice(place(other, random)),
  (text, random, other) => {
    const [before, , after] = cut(text, random);
    return before + cut(other, random)[1] + after;
  },
  (text, _random, other) => `${text}\n${other}`,
  // Whole text.
  text => text.replaceAll('\n', '\r\n'),
  text => text.replaceAll('\n', '\r'),
  text => text.replaceAll('\n', ' '),
  text => `\uFEFF${text}`,
  text => text.replaceAll(/[ \t]+/g, '\t'),
];

/** Mutations that make texts large or deep; rare, since they take longest. */
const excesses: readonly Mutation[] = [
  (text, random) => {
    const [before, part, after] = cut(text, random);
    const [open, close] = random.of(openers);
    const depth = 1 + random.below(random.oneIn(4) ? 8_000 : 300);
    return before + open.repeat(depth) + part + close.repeat(random.oneIn(3) ? 0 : depth) + after;
  },
  (text, random) => {
    const [before, part, after] = cut(text, random);
    return before + part.repeat(1 + random.below(200)) + after;
  },
  (text, random) => {
    const lines = text.split('\n');
    const at = random.below(lines.length);
    lines[at] = (lines[at] ?? '').repeat(1 + random.below(1_000));
    return lines.join('\n');
  },
  (text, random) => text.repeat(1 + random.below(20)),
  (text, random) => {
    const at = place(text, random);
    return text.slice(0, at) + random.of(odd).repeat(1 + random.below(5_000)) + text.slice(at);
  },
];

/** Returns a text that was changed a few times. */
export function mutateSource(text: string, random: Random, other: string): string {
  let result = text;
  for (let left = 1 + random.below(random.oneIn(3) ? 12 : 4); left > 0; left -= 1) {
    const mutation = random.oneIn(25) ? random.of(excesses) : random.of(mutations);
    result = mutation(result, random, other).slice(0, longest);
  }
  return result;
}
