/**
 * Bounds what a regex can cost on a text with an ordinary backtracking matcher, so that JavaScript's runs it only where it
 * can't hang. A loop multiplies the work behind it unless what follows can't begin inside it; how far it can multiply is
 * the longest stretch of its characters in the text at hand.
 */
import { nullable, partsOf } from './ast.ts';
import type { Ast } from './ast.ts';
import { compileSet, overlaps, setOf, unite } from './charSet.ts';
import type { CharSet } from './charSet.ts';
import { firstOf } from './first.ts';

/** Returns the longest stretch of a set's characters in the text. */
export type Stretch = (set: CharSet) => number;

/** Bounds the steps of one attempt. Infinity when no bound is known. */
export type Cost = (stretch: Stretch) => number;

/** Is what may come after a piece: its first characters (undefined: any), and whether the end may come at once. */
interface Follow {
  readonly first: CharSet | undefined;
  readonly end: boolean;
}

/** Returns the cost of one attempt to match. */
export const costOf = (ast: Ast): Cost => cost(ast, { first: setOf(), end: true }, () => 1);

function cost(ast: Ast, follow: Follow, rest: Cost): Cost {
  switch (ast.kind) {
    case 'set':
      return stretch => 1 + rest(stretch);
    case 'seq':
      return costOfSequence(ast.parts, follow, rest);
    case 'alt': {
      const branches = ast.parts.map(part => cost(part, follow, rest));
      return stretch => branches.reduce((sum, branch) => sum + branch(stretch), 1);
    }
    case 'group':
      return cost(ast.body, follow, rest);
    case 'look': {
      const body = cost(ast.body, { first: setOf(), end: true }, () => 1);
      return stretch => body(stretch) + rest(stretch);
    }
    case 'loop':
      return costOfLoop(ast, follow, rest);
    case 'anchor':
      return stretch => 1 + rest(stretch);
    default:
      return () => Infinity;
  }
}

function costOfSequence(parts: readonly Ast[], follow: Follow, rest: Cost): Cost {
  let after = follow;
  let whole = rest;
  for (const part of [...parts].reverse()) {
    whole = cost(part, after, whole);
    after = precede(part, after);
  }
  return whole;
}

/** Returns what comes when a piece stands before what follows. */
function precede(part: Ast, follow: Follow): Follow {
  const first = firstOf(part);
  if (!nullable(part)) return { first, end: false };
  return {
    first: first === undefined || follow.first === undefined ? undefined : unite(first, follow.first),
    end: follow.end,
  };
}

const meets = (set: CharSet | undefined, follow: Follow): boolean =>
  set === undefined || follow.first === undefined || overlaps(set, follow.first);

/** Is how many rounds of a counted loop are looked at one by one. */
const unrolled = 8;

function costOfLoop(ast: Ast & { readonly kind: 'loop' }, follow: Follow, rest: Cost): Cost {
  const { body, max, min } = ast;
  if (body.kind === 'set') {
    const { set } = body;
    // When what follows can't begin with the loop's characters, only one length of it can work. At the end of the
    // regex the first length does.
    const many = min !== max && meets(set, follow);
    return stretch => {
      const length = Math.min(stretch(set), max);
      return length + 1 + (many ? length + 1 : 1) * rest(stretch);
    };
  }
  if (max <= 1) {
    const inner = cost(body, follow, rest);
    return min === 1 ? inner : stretch => inner(stretch) + rest(stretch);
  }
  if (max <= unrolled && min === max)
    return costOfSequence(
      Array.from({ length: max }, () => body),
      follow,
      rest,
    );
  const inside = charactersOf(body);
  const first = firstOf(body);
  if (inside === undefined || first === undefined || nullable(body)) return () => Infinity;
  const back: Follow = {
    first: follow.first === undefined ? undefined : unite(first, follow.first),
    end: follow.end,
  };
  if (!isDeterministic(body, back)) return () => Infinity;
  const many = meets(first, follow);
  return stretch => {
    const length = stretch(inside) + 1;
    return 4 * length + (many ? length : 1) * rest(stretch);
  };
}

/** Returns every character that a piece can consume. */
function charactersOf(ast: Ast): CharSet | undefined {
  if (ast.kind === 'set') return ast.set.negated ? undefined : ast.set;
  if (ast.kind === 'backref') return undefined;
  if (ast.kind === 'look') return setOf();
  let all: CharSet | undefined = setOf();
  for (const part of partsOf(ast)) {
    const next = charactersOf(part);
    all = all === undefined || next === undefined ? undefined : unite(all, next);
  }
  return all;
}

/** Says whether one character always settles which way a piece goes on. */
function isDeterministic(ast: Ast, follow: Follow): boolean {
  switch (ast.kind) {
    case 'set':
    case 'anchor':
      return true;
    case 'seq': {
      let after = follow;
      for (const part of [...ast.parts].reverse()) {
        if (!isDeterministic(part, after)) return false;
        after = precede(part, after);
      }
      return true;
    }
    case 'alt':
      return apart(ast.parts) && ast.parts.every(part => isDeterministic(part, follow));
    case 'group':
      return isDeterministic(ast.body, follow);
    case 'loop':
      return isDeterministicLoop(ast, follow);
    default:
      return false;
  }
}

function isDeterministicLoop(ast: Ast & { readonly kind: 'loop' }, follow: Follow): boolean {
  if (nullable(ast.body)) return false;
  const first = firstOf(ast.body);
  if (ast.min !== ast.max && meets(first, follow)) return false;
  const back: Follow = {
    first: first === undefined || follow.first === undefined ? undefined : unite(first, follow.first),
    end: follow.end,
  };
  return isDeterministic(ast.body, ast.max > 1 ? back : follow);
}

function apart(parts: readonly Ast[]): boolean {
  let before: CharSet | undefined = setOf();
  for (const part of parts) {
    const first = firstOf(part);
    if (nullable(part) || first === undefined || before === undefined || overlaps(first, before))
      return false;
    before = unite(before, first);
  }
  return true;
}

/** Measures the stretches of a text, each set once. */
export function measureStretches(text: string): Stretch {
  const known = new Map<string, number>();
  return set => {
    const key = `${set.negated}${set.properties.join('')}${set.ranges.join(';')}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const test = compileSet(set);
    let longest = 0;
    let length = 0;
    for (let at = 0; at < text.length; at++) {
      if (test(text.charCodeAt(at))) longest = Math.max(longest, ++length);
      else length = 0;
    }
    known.set(key, longest);
    return longest;
  };
}
