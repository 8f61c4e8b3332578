/** JSON: values, and pairs by themselves in patterns; comments are tolerated. */
import { around, decodeEscapes, list, leaf, lowerWith, make, slots, type Handler } from './lowering.ts';
import { dots, endOfQuoted, isPlaceholder, metavariableAt, placeholderOf } from './spelling.ts';
import type { LanguageAdapter } from './language.ts';
import type { Node } from '../tree/node.ts';

const escapes = {
  letters: new Map([
    ['n', '\n'],
    ['t', '\t'],
    ['r', '\r'],
    ['b', '\b'],
    ['f', '\f'],
    ['/', '/'],
    ['\\', '\\'],
    ['"', '"'],
  ]),
  unknown: 'both',
} as const;

const string: Handler = (cst, low) => {
  const value = low.source(cst).slice(1, -1);
  return isPlaceholder(value)
    ? make('Name', cst, [], value)
    : make('Str', cst, [], decodeEscapes(value, escapes));
};

/** Makes a dictionary; `{"DEEP_MV": e}` is how a pattern spells `<... e ...>`. */
const object: Handler = (cst, low) => {
  const pairs = low.named(cst).map(entry);
  const [key, value] = pairs[0]?.kind === 'Pair' ? pairs[0].kids : [];
  if (pairs.length === 1 && key?.text === 'DEEP_MV' && value !== undefined)
    return make('Call', cst, [make('Name', cst, [], 'DEEP_MV'), make('Args', cst, [value])]);
  return make('Dict', cst, pairs);
};

/** Lifts an ellipsis that stands as an entry out of the pair that spells it. */
const entry = (pair: Node): Node => {
  const [key, value] = pair.kids;
  return key?.kind === 'Name' && key.text === dots && value?.text === dots ? key : pair;
};

const number: Handler = (cst, low) => {
  const source = low.source(cst);
  const value = Number(source);
  return make(
    'Num',
    cst,
    [],
    Number.isSafeInteger(value) || !Number.isFinite(value) ? plain(source, value) : String(value),
  );
};
const plain = (source: string, value: number): string =>
  Number.isSafeInteger(value) ? String(value) : source;

const lower = lowerWith({
  document: (cst, low) =>
    make(
      'Block',
      cst,
      low.named(cst).map(value => around('ExprStmt', [value])),
    ),
  object,
  pair: slots('Pair', 'key', 'value'),
  array: list('List'),
  string,
  number,
  true: leaf('Bool'),
  false: leaf('Bool'),
  null: leaf('Null'),
});

/** Spells metavariables and ellipses as strings, and an ellipsis among pairs as a pair. */
export function spellJson(pattern: string): string {
  let out = '';
  const brackets: string[] = [];
  for (let at = 0; at < pattern.length;) {
    const [taken, spelt] = next(pattern, at, { bracket: brackets.at(-1) ?? '', out });
    const first = pattern[at] ?? '';
    if (first === '{' || first === '[') brackets.push(first);
    if (first === '}' || first === ']') brackets.pop();
    out += spelt;
    at += taken;
  }
  return out;
}

/** Returns how much of a pattern is spelt next, and how. */
function next(
  pattern: string,
  at: number,
  place: { readonly bracket: string; readonly out: string },
): readonly [number, string] {
  if (pattern[at] === '"') {
    const end = endOfQuoted(pattern, at, '\\');
    return [end - at, pattern.slice(at, end)];
  }
  if (pattern.startsWith('<...', at)) return [4, '{"DEEP_MV":'];
  if (pattern.startsWith('...>', at)) return [4, '}'];
  if (pattern.startsWith('...', at))
    return [
      3,
      place.bracket === '{' && place.out.trimEnd().at(-1) !== ':' ? `"${dots}":"${dots}"` : `"${dots}"`,
    ];
  metavariableAt.lastIndex = at;
  const found = metavariableAt.exec(pattern)?.[0];
  return found === undefined ? [1, pattern[at] ?? ''] : [found.length, `"${placeholderOf(found)}"`];
}

/** Reads JSON. */
export const json: LanguageAdapter = {
  id: 'json',
  grammar: 'tree-sitter-json/tree-sitter-json.wasm',
  lower,
  frames: [
    { before: '', after: '', pick: 'expression' },
    { before: '{', after: '}', pick: 'node' },
  ],
  ellipses: () => [`"${dots}"`],
  spell: spellJson,
  scoping: 'block',
  assignmentDeclares: false,
};
