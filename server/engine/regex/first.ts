/** Which characters can come first: for skipping places where a regex can't begin, and for telling loops apart. */
import { nullable } from './ast.ts';
import type { Ast } from './ast.ts';
import { compileSet, setOf, unite } from './charSet.ts';
import type { CharSet } from './charSet.ts';

/** Returns the characters with which a piece can begin to consume; undefined when that can't be said. */
export function firstOf(ast: Ast): CharSet | undefined {
  switch (ast.kind) {
    case 'set':
      return ast.set.negated ? undefined : ast.set;
    case 'seq':
      return firstOfSequence(ast.parts);
    case 'alt':
      return ast.parts
        .map(firstOf)
        .reduce((a, b) => (a === undefined || b === undefined ? undefined : unite(a, b)));
    case 'loop':
    case 'group':
    case 'atomic':
      return firstOf(ast.body);
    case 'backref':
    case 'condition':
      return undefined;
    default:
      return setOf();
  }
}

function firstOfSequence(parts: readonly Ast[]): CharSet | undefined {
  let all: CharSet | undefined = setOf();
  for (const part of parts) {
    const next = firstOf(part);
    all = all === undefined || next === undefined ? undefined : unite(all, next);
    if (!nullable(part)) break;
  }
  return all;
}

/** Is how many characters of a beginning are looked at. */
const lookedAt = 3;

/** Returns a test of whether a regex can begin at a place, by its first few characters. */
export function beginning(ast: Ast): (text: string, at: number) => boolean {
  const [first, second, third] = leading(ast, lookedAt).sets.map(compileSet);
  const lines = beginsLine(ast);
  return (text, at) =>
    (first === undefined || first(text.charCodeAt(at))) &&
    (!lines || at === 0 || text.charCodeAt(at - 1) === 10) &&
    (second === undefined || second(text.charCodeAt(at + 1))) &&
    (third === undefined || third(text.charCodeAt(at + 2)));
}

/** Says whether a regex matches only where a line starts. */
function beginsLine(ast: Ast): boolean {
  if (ast.kind === 'anchor') return ast.anchor === 'lineStart' || ast.anchor === 'textStart';
  if (ast.kind === 'alt') return ast.parts.every(beginsLine);
  const [first] = ast.kind === 'seq' ? ast.parts : ast.kind === 'group' ? [ast.body] : [];
  return first !== undefined && beginsLine(first);
}

interface Leading {
  /** Sets of the first characters of any match. */
  readonly sets: readonly CharSet[];
  /** True when the sets are the whole piece, so that those of the next piece follow. */
  readonly whole: boolean;
}

const unknown: Leading = { sets: [], whole: false };

function leading(ast: Ast, most: number): Leading {
  if (most <= 0) return unknown;
  switch (ast.kind) {
    case 'set':
      return leadingOfSet(ast.set);
    case 'seq':
      return leadingOfSequence(ast.parts, most);
    case 'alt':
      return leadingOfAlternatives(ast.parts.map(part => leading(part, most)));
    case 'group':
    case 'atomic':
      return leading(ast.body, most);
    case 'loop':
      return ast.min === 0 ? unknown : { ...leading(ast.body, most), whole: false };
    default:
      return ast.kind === 'anchor' || ast.kind === 'look' ? { sets: [], whole: true } : unknown;
  }
}

function leadingOfSet(set: CharSet): Leading {
  // Halves of an astral character are told apart only by the matcher itself.
  const astral = set.properties.length > 0 || set.negated || (set.ranges.at(-1)?.[1] ?? 0) > 0xffff;
  return astral ? unknown : { sets: [set], whole: true };
}

function leadingOfSequence(parts: readonly Ast[], most: number): Leading {
  const sets: CharSet[] = [];
  for (const part of parts) {
    const next = leading(part, most - sets.length);
    sets.push(...next.sets);
    if (!next.whole) return { sets, whole: false };
  }
  return { sets, whole: true };
}

function leadingOfAlternatives(branches: readonly Leading[]): Leading {
  const length = Math.min(...branches.map(({ sets }) => sets.length));
  const sets: CharSet[] = [];
  for (let at = 0; at < length; at++) {
    const united = branches
      .map(branch => branch.sets[at] ?? setOf())
      .reduce<CharSet | undefined>((a, b) => (a === undefined ? undefined : unite(a, b)), setOf());
    if (united === undefined) break;
    sets.push(united);
  }
  return {
    sets,
    whole: sets.length === length && branches.every(({ sets: all, whole }) => whole && all.length === length),
  };
}
