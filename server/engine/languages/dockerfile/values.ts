/** Lowers a Dockerfile's words: quotes, escapes and expansions. */
import { decodeEscapes, simpleEscapes } from '../lowering.ts';
import { literalParts } from '../spelling.ts';
import { together } from '../bash/words.ts';
import { Node } from '../../tree/node.ts';

/** Lowers the text between two places to one value. */
export const value = (text: string, start: number, end: number): Node =>
  together({ start, end }, parts(text, start, end));

/** Matches what a word is made of. */
const piece =
  /\\(?<escaped>[^])|'(?<single>[^']*)'|"(?<double>(?:[^"\\]|\\[^])*)"|\$\{(?<braced>\w+)[^}]*\}|\$(?<name>[A-Za-z_]\w*)|(?<plain>[^\\'"$]+|[^])/gy;

function parts(text: string, start: number, end: number): readonly Node[] {
  const made: Node[] = [];
  piece.lastIndex = 0;
  for (const found of text.slice(start, end).matchAll(piece)) {
    const from = start + found.index;
    const to = from + found[0].length;
    const groups = found.groups ?? {};
    const name = groups['braced'] ?? groups['name'];
    const literal = groups['escaped'] ?? groups['single'] ?? groups['plain'];
    if (name !== undefined) made.push(expansion(name, from, to));
    else if (literal !== undefined) made.push(...literalParts(literal, from, to));
    else made.push(...quoted(text, from + 1, to - 1));
  }
  return made;
}

/** Lowers an expansion as Bash's are. */
const expansion = (name: string, start: number, end: number): Node =>
  new Node('Unary', '$', [new Node('Name', name, [], start, end)], start, end);

const inQuotes = /\\(?<escaped>[^])|\$\{(?<braced>\w+)[^}]*\}|\$(?<name>[A-Za-z_]\w*)|(?<plain>[^\\$]+|[^])/g;

function quoted(text: string, start: number, end: number): readonly Node[] {
  const made: Node[] = [];
  for (const found of text.slice(start, end).matchAll(inQuotes)) {
    const from = start + found.index;
    const to = from + found[0].length;
    const groups = found.groups ?? {};
    const name = groups['braced'] ?? groups['name'];
    if (name === undefined) made.push(...literalParts(groups['escaped'] ?? groups['plain'] ?? '', from, to));
    else made.push(expansion(name, from, to));
  }
  return made;
}

/** Lowers a string of a JSON array. */
export const jsonString = (text: string, start: number, end: number): Node =>
  new Node(
    'Str',
    decodeEscapes(text.slice(start + 1, end - 1), { letters: simpleEscapes, unknown: 'both' }),
    [],
    start,
    end,
  );
