/** Texts that any match of a regex holds, so that files without them need no search. */
import type { Ast } from './ast.ts';
import type { CharSet } from './charSet.ts';
import { parseRegex } from './parse.ts';

/** Asks that a text hold at least one of some literals. `folded` ones are lower case, to be sought in the lower-cased text. */
export interface LiteralClause {
  readonly anyOf: readonly string[];
  readonly folded: boolean;
}

/** Is how many literals one clause may have before it stops paying. */
const mostLiterals = 64;

/** Returns clauses all of which hold in any text that the regex matches; undefined when nothing is known. */
export function requiredLiterals(source: string): readonly LiteralClause[] | undefined {
  const parsed = parseRegex(source, { multiline: true });
  if (!parsed.ok) return undefined;
  const clauses = withExact(needsOf(parsed.value.ast)).filter(clause => shortest(clause) > 0);
  const good = clauses.filter(clause => shortest(clause) > 1);
  const kept = good.length > 0 ? good : clauses.slice(0, 1);
  return kept.length === 0 ? undefined : kept;
}

interface Needs {
  /** The one text that the piece matches, when there is one. */
  readonly exact: { readonly text: string; readonly folded: boolean } | undefined;
  readonly clauses: readonly LiteralClause[];
}

const none: Needs = { exact: undefined, clauses: [] };
const shortest = (clause: LiteralClause): number => Math.min(...clause.anyOf.map(text => text.length));

function needsOf(ast: Ast): Needs {
  switch (ast.kind) {
    case 'set':
      return needsOfSet(ast.set);
    case 'seq':
      return needsOfSequence(ast.parts);
    case 'alt':
      return needsOfAlternatives(ast.parts);
    case 'loop': {
      if (ast.min === 0) return none;
      const body = needsOf(ast.body);
      return ast.min === 1 && ast.max === 1 ? body : { exact: undefined, clauses: withExact(body) };
    }
    case 'group':
    case 'atomic':
      return needsOf(ast.body);
    case 'backref':
    case 'condition':
      return none;
    default:
      return { exact: { text: '', folded: false }, clauses: [] };
  }
}

function needsOfSet(set: CharSet): Needs {
  const points =
    set.properties.length > 0 || set.negated
      ? []
      : set.ranges.flatMap(([low, high]) =>
          high - low > 1 ? [low, low, low] : low === high ? [low] : [low, high],
        );
  const [first, second] = points.map(point => String.fromCodePoint(point));
  if (first === undefined || points.length > 2) return none;
  if (second === undefined) return { exact: { text: first, folded: false }, clauses: [] };
  if (first.toLowerCase() !== second.toLowerCase())
    return { exact: undefined, clauses: [{ anyOf: [first, second], folded: false }] };
  return { exact: { text: first.toLowerCase(), folded: true }, clauses: [] };
}

function withExact(needs: Needs): readonly LiteralClause[] {
  const { exact, clauses } = needs;
  return exact === undefined || exact.text === ''
    ? clauses
    : [...clauses, { anyOf: [exact.text], folded: exact.folded }];
}

function needsOfSequence(parts: readonly Ast[]): Needs {
  const clauses: LiteralClause[] = [];
  let text = '';
  let folded = false;
  let whole = true;
  const flush = (): void => {
    if (text !== '') clauses.push({ anyOf: [folded ? text.toLowerCase() : text], folded });
    text = '';
    folded = false;
  };
  for (const part of parts) {
    const needs = needsOf(part);
    if (needs.exact === undefined) {
      flush();
      whole = false;
      clauses.push(...needs.clauses);
    } else {
      text += needs.exact.text;
      folded ||= needs.exact.folded;
    }
  }
  if (whole) return { exact: { text: folded ? text.toLowerCase() : text, folded }, clauses: [] };
  flush();
  return { exact: undefined, clauses };
}

function needsOfAlternatives(parts: readonly Ast[]): Needs {
  const best: LiteralClause[] = [];
  for (const part of parts) {
    const clauses = withExact(needsOf(part));
    const [first, ...others] = clauses;
    if (first === undefined) return none;
    best.push(others.reduce((a, b) => (shortest(b) > shortest(a) ? b : a), first));
  }
  const folded = best.some(clause => clause.folded);
  const anyOf = [
    ...new Set(best.flatMap(clause => clause.anyOf).map(text => (folded ? text.toLowerCase() : text))),
  ];
  return anyOf.length > mostLiterals ? none : { exact: undefined, clauses: [{ anyOf, folded }] };
}
