/** Patterns of the engine `aliengrep`: words, braces, and ellipses that stay in their line or not. */
import { failure, success } from '../../../common/result.ts';
import type { Problem, Result } from '../../../common/result.ts';
import type { RuleOptions } from '../rule.ts';

/** Is what a rule's options say of texts. */
export interface AlienOptions {
  readonly multiline: boolean;
  readonly caseless: boolean;
  /** Characters of words. */
  readonly words: ReadonlySet<string>;
  /** Closing braces by their opening ones. */
  readonly braces: ReadonlyMap<string, string>;
}

/** Is one piece of a pattern; between any two there may be white space. */
export type AlienPiece =
  | { readonly kind: 'word' | 'char'; readonly text: string }
  | { readonly kind: 'newline' }
  | { readonly kind: 'metavar'; readonly name: string }
  | {
      readonly kind: 'dots';
      readonly name: string | undefined;
      /** True when it may cross lines though the pattern is read line by line. */
      readonly long: boolean;
      /** The closing brace that it may not take, inside braces. */
      readonly without: string | undefined;
    }
  | { readonly kind: 'at'; readonly place: 'lineStart' | 'lineEnd' | 'textStart' | 'textEnd' };

const plainWords = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_';
const plainBraces: readonly (readonly [string, string])[] = [
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
];

/** Reads the options; braces and word characters must not be the same. */
export function readAlienOptions(options: RuleOptions): Result<AlienOptions> {
  const words = new Set([...Array.from(plainWords), ...options.generic_extra_word_characters]);
  const pairs = [...(options.generic_braces ?? plainBraces), ...options.generic_extra_braces];
  const problems: Problem[] = [];
  for (const char of [...options.generic_extra_word_characters, ...pairs.flat()])
    if (char.length !== 1)
      problems.push({
        source: 'options',
        message: `"${char}" is not one character.`,
        remedy: 'Give single characters.',
      });
  for (const [open, close] of pairs)
    if (words.has(open) || words.has(close))
      problems.push({
        source: 'options',
        message: `The braces ${open} ${close} are word characters too.`,
        remedy: 'Remove them from one of the two options.',
      });
  if (problems.length > 0) return failure(...problems);
  const { generic_multiline: multiline, generic_caseless: caseless } = options;
  return success({ multiline, caseless, words, braces: new Map(pairs) });
}

type Token =
  | Exclude<AlienPiece, { kind: 'at' | 'dots' }>
  | { readonly kind: 'dots'; readonly name: string | undefined; readonly long: boolean };

/** Parses a pattern. */
export function parseAlien(pattern: string, options: AlienOptions): Result<readonly AlienPiece[]> {
  const tokens = readTokens(pattern.replace(/^(?:[ \t]*\r?\n)+|\s+$/g, ''), options);
  if (tokens.length === 0)
    return failure({ source: pattern, message: 'The pattern is empty.', remedy: 'Write what to look for.' });
  if (tokens.length > 1_000)
    return failure({ source: pattern, message: 'The pattern is too long.', remedy: 'Look for less.' });
  const without = enclose(tokens, options);
  return success(
    tokens.flatMap((token, index) => {
      if (token.kind !== 'dots') return [token];
      const dots = { ...token, without: without[index] };
      return [...anchor(tokens, index, [-1, options]), dots, ...anchor(tokens, index, [1, options])];
    }),
  );
}

const syntax = /(\.{3,4})|\$(\.{3,4})?([A-Z][A-Z0-9_]*)|(\r?\n)|([ \t]+)|([\s\S])/g;

function readTokens(pattern: string, options: AlienOptions): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length;) {
    syntax.lastIndex = at;
    const match = syntax.exec(pattern);
    if (match === null) break;
    let end = at;
    while (options.words.has(pattern[end] ?? '')) end++;
    // An ellipsis and a metavariable come first, should dots or dollars be word characters.
    const special = match[1] !== undefined || match[3] !== undefined;
    const token: Token | undefined =
      end > at && !special ? { kind: 'word', text: pattern.slice(at, end) } : tokenOf(match, options);
    if (token !== undefined) tokens.push(token);
    at = end > at && !special ? end : at + match[0].length;
  }
  return tokens;
}

function tokenOf(match: RegExpExecArray, options: AlienOptions): Token | undefined {
  const [, dots, many, name, newline, space, char] = match;
  if (dots !== undefined) return { kind: 'dots', name: undefined, long: dots.length === 4 };
  if (name !== undefined)
    return many === undefined ? { kind: 'metavar', name } : { kind: 'dots', name, long: many.length === 4 };
  if (newline !== undefined) return options.multiline ? undefined : { kind: 'newline' };
  if (space !== undefined || char === undefined) return undefined;
  return options.multiline && /\s/.test(char) ? undefined : { kind: 'char', text: char };
}

/** Returns, for each token, the closing brace of the innermost pair of braces around it. */
function enclose(tokens: readonly Token[], options: AlienOptions): readonly (string | undefined)[] {
  // An opening brace that is never closed is an ordinary character, which may let those before it be closed.
  const plain = new Set<number>();
  for (;;) {
    const around = new Array<string | undefined>(tokens.length).fill(undefined);
    const open: { readonly at: number; readonly close: string }[] = [];
    tokens.forEach((token, index) => {
      if (token.kind !== 'char' || plain.has(index)) return;
      const last = open.at(-1);
      if (last?.close === token.text) {
        open.pop();
        for (let at = last.at + 1; at < index; at++) around[at] ??= last.close;
        return;
      }
      const close = options.braces.get(token.text);
      if (close !== undefined) open.push({ at: index, close });
    });
    const unclosed = open.at(-1);
    if (unclosed === undefined) return around;
    plain.add(unclosed.at);
  }
}

/** An ellipsis at the edge of a line or of the pattern reaches the edge of the line or of the text. */
function anchor(
  tokens: readonly Token[],
  index: number,
  [side, options]: readonly [-1 | 1, AlienOptions],
): readonly AlienPiece[] {
  const token = tokens[index];
  const next = tokens[index + side];
  if (token?.kind !== 'dots') return [];
  const crosses = token.long || options.multiline;
  if (crosses)
    return next === undefined ? [{ kind: 'at', place: side === -1 ? 'textStart' : 'textEnd' }] : [];
  const edge = next === undefined || next.kind === 'newline';
  return edge ? [{ kind: 'at', place: side === -1 ? 'lineStart' : 'lineEnd' }] : [];
}
