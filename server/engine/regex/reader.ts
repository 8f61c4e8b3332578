/** A cursor over a regex's source with what its parser has learnt so far. */
import type { Ast } from './ast.ts';
import type { CharSet } from './charSet.ts';

/** Is the modifiers in force at a place. */
export interface Modifiers {
  readonly fold: boolean;
  readonly lines: boolean;
  readonly dotAll: boolean;
  readonly spaced: boolean;
  readonly ungreedy: boolean;
  readonly plain: boolean;
}

/** Says why a regex can't be run; only the parser throws it, and its entry catches it. */
export class RegexError extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** Is the parser of alternatives, handed along so that groups can call back into it. */
export type ReadAlternatives = (
  reader: Reader,
  outer: Modifiers,
  eachBranch?: () => void,
) => { readonly ast: Ast; readonly branches: readonly Ast[] };

/** Is a call that still has to be filled with what the group holds. */
export interface Call {
  readonly name: string;
  readonly at: number;
  readonly piece: { readonly kind: 'seq'; parts: readonly Ast[] };
}

/** Is the state of one parse. */
export interface Reader {
  readonly source: string;
  at: number;
  groups: number;
  depth: number;
  shared: boolean;
  points: boolean;
  readonly names: Map<string, number>;
  /** Backreferences by name, checked when all names are known. */
  readonly pending: { readonly name: string; readonly at: number; readonly give: (group: number) => void }[];
  /** What each capturing group holds, and the calls of groups, filled when all are known. */
  readonly bodies: Map<number, Ast>;
  readonly calls: Call[];
  /** How many capturing groups the whole source has: `\12` is a backreference when there are twelve. */
  readonly total: number;
  readonly alternatives: ReadAlternatives;
}

/** Returns a reader at the start of a source. */
export const createReader = (source: string, alternatives: ReadAlternatives): Reader => ({
  source,
  alternatives,
  at: 0,
  groups: 0,
  depth: 0,
  shared: false,
  points: false,
  names: new Map(),
  pending: [],
  bodies: new Map(),
  calls: [],
  total: (source.match(/\\[\s\S]|\((?!\?)|\(\?P?<(?![=!])|\(\?'/g) ?? []).filter(part => part.startsWith('('))
    .length,
});

/** Consumes a text if it is next. */
export function eat(reader: Reader, text: string): boolean {
  if (!reader.source.startsWith(text, reader.at)) return false;
  reader.at += text.length;
  return true;
}

/** Consumes what a sticky regex matches here. */
export function eatMatch(reader: Reader, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = reader.at;
  const match = pattern.exec(reader.source);
  if (match === null) return undefined;
  reader.at += match[0].length;
  return match;
}

/** Consumes one code point. */
export function eatPoint(reader: Reader): number | undefined {
  const point = reader.source.codePointAt(reader.at);
  if (point !== undefined) reader.at += point > 0xffff ? 2 : 1;
  return point;
}

/** Is what an escape stands for, in a class or out of it. */
export type Escaped =
  { readonly kind: 'point'; readonly point: number } | { readonly kind: 'set'; readonly set: CharSet };

const modifierNames: ReadonlyMap<string, keyof Modifiers> = new Map([
  ['i', 'fold'],
  ['m', 'lines'],
  ['s', 'dotAll'],
  ['x', 'spaced'],
  ['U', 'ungreedy'],
  ['n', 'plain'],
]);

/** Reads the letters of `(?is-m)` or `(?is-m:` into modifiers. */
export function applyLetters(modifiers: Modifiers, letters: string): Modifiers {
  const changed: { -readonly [Name in keyof Modifiers]: boolean } = { ...modifiers };
  let on = true;
  for (const letter of letters) {
    if (letter === '^')
      Object.assign(changed, { fold: false, lines: false, dotAll: false, spaced: false, plain: false });
    const name = modifierNames.get(letter);
    if (letter === '-') on = false;
    else if (name !== undefined) changed[name] = on;
  }
  return changed;
}
