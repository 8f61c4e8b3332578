/** Which characters can come first: for skipping places where a regex can't begin, and for telling loops apart. */
import { nullable } from './ast.ts';
import type { Ast } from './ast.ts';
import { setOf, unite } from './charSet.ts';
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
