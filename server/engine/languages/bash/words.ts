/** Bash's words: what is the same with and without quotes, expansions, and words that are put together. */
import { decodeEscapes, make, simpleEscapes, type Handler } from '../lowering.ts';
import { literalParts } from '../spelling.ts';
import { statements } from './statements.ts';
import { Node } from '../../tree/node.ts';
import { namedOf, type Cst } from '../../tree/cst.ts';

/** Names calls that stand for syntax; no name of a program begins so. */
const prefix = '!';

interface Place {
  readonly start: number;
  readonly end: number;
}

/** Makes a call of something that has no name in the language: a command, a substitution, a subshell. */
export function hidden(at: Place, name: string, args: readonly Node[]): Node {
  const callee = new Node('Name', prefix + name, [], at.start, at.start);
  return new Node('Call', '', [callee, new Node('Args', '', args, at.start, at.end)], at.start, at.end);
}

/** Tells whether a node is such a call. */
export const isHidden = (node: Node, name: string): boolean =>
  node.kind === 'Call' && node.kids[0]?.text === prefix + name;

/** Makes one node of what stands together without a space; neighbours that are text become one. */
export function together(at: Place, parts: readonly Node[]): Node {
  const joined: Node[] = [];
  for (const part of parts.flatMap(part =>
    isHidden(part, 'concat') ? (part.kids[1]?.kids ?? []) : [part],
  )) {
    const last = joined.at(-1);
    if (part.kind === 'Str' && last?.kind === 'Str')
      joined[joined.length - 1] = new Node('Str', last.text + part.text, [], last.start, part.end);
    else joined.push(part);
  }
  const only = joined[0];
  if (only === undefined) return new Node('Str', '', [], at.start, at.end);
  if (joined.length > 1) return hidden(at, 'concat', joined);
  return only.kind === 'Str' ? new Node('Str', only.text, [], at.start, at.end) : only;
}

const unescapeWord = (source: string): string =>
  source.includes('\\')
    ? source.replaceAll(/\\(\r?\n|[^])/g, (_, body: string) => (/\n$/.test(body) ? '' : body))
    : source;

/** Makes a word without quotes. */
export const word: Handler = (cst, low) =>
  together(cst, literalParts(unescapeWord(low.source(cst)), cst.start, cst.end));

/** Makes a variable's name. */
export const variable: Handler = (cst, low) => make('Name', cst, [], low.source(cst));

/** Makes a string in single quotes. */
export const rawString: Handler = (cst, low) => make('Str', cst, [], low.source(cst).slice(1, -1));

/** Makes a string in `$'…'`. */
export const ansiString: Handler = (cst, low) =>
  make(
    'Str',
    cst,
    [],
    decodeEscapes(low.source(cst).slice(2, -1), { letters: simpleEscapes, unknown: 'both' }),
  );

const unescapeQuoted = (source: string): string =>
  source.includes('\\') ? source.replaceAll(/\\(?:\r?\n|([$`"\\]))/g, '$1') : source;

/** Makes a string in double quotes; its text is cut from the source between the expansions. */
export const string: Handler = (cst, low) => {
  const parts: Node[] = [];
  const isClosed = cst.end - cst.start > 1 && low.text[cst.end - 1] === '"';
  let at = cst.start + 1;
  const take = (end: number): void => {
    if (end > at) parts.push(...literalParts(unescapeQuoted(low.text.slice(at, end)), at, end));
  };
  for (const child of namedOf(cst)) {
    if (child.type === 'string_content') continue;
    take(child.start);
    parts.push(...low.all([child]));
    at = child.end;
  }
  take(isClosed ? cst.end - 1 : cst.end);
  const only = parts[0];
  if (only === undefined) return make('Str', cst, [], '');
  // `"..."` is any string with something to expand in it: what has nothing is the same as a word.
  if (parts.length === 1 && only.kind === 'Str' && only.text !== '...')
    return make('Str', cst, [], only.text);
  return make('Concat', cst, parts);
};

/** Makes words that stand together. */
export const concatenation: Handler = (cst, low) => {
  const parts = cst.kids.flatMap(child => {
    if (child.named) return low.all([child]);
    return [new Node('Str', low.source(child), [], child.start, child.end)];
  });
  return together(cst, parts);
};

/** Makes `$x` or `${x…}`: what is done to the value in the braces is left out. */
export const expansion: Handler = (cst, low) => {
  const name = cst.kids.find(child => variableTypes.has(child.type));
  if (name !== undefined) return make('Unary', cst, low.all([name]), '$');
  return make('Other', cst, low.named(cst), 'expansion');
};
/** An element of an array is no variable: `${$X}` does not stand for it. */
const variableTypes = new Set(['variable_name', 'special_variable_name']);

/** Makes a substitution; `$(DEEP_MV e)` is how a pattern spells `<... e ...>`. */
export const substitution =
  (name: string): Handler =>
  (cst, low) => {
    const body = single(cst, low);
    const [callee, wanted] = isHidden(body, 'command') ? (body.kids[1]?.kids ?? []) : [];
    if (callee?.text === 'DEEP_MV' && wanted !== undefined)
      return make('Call', cst, [make('Name', cst, [], 'DEEP_MV'), make('Args', cst, [wanted])]);
    return hidden(cst, name, [body]);
  };

/** Returns a list of statements as an expression: a single command as itself. */
const single = (cst: Cst, low: Parameters<Handler>[1]): Node => {
  const block = statements(cst, cst.kids, low);
  const only = block.kids[0];
  const expression = only?.kind === 'ExprStmt' ? only.kids[0] : only;
  return block.kids.length === 1 && expression !== undefined ? expression : block;
};
