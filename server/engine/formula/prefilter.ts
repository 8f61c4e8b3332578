/** What a file must hold for a formula to match there, so that most rules need not look at most files. Pure. */
import { requiredLiterals } from '../regex/literals.ts';
import type { SafeRegex } from '../regex/compile.ts';
import type { CompiledCondition, CompiledFormula, CompiledLeaf } from './compile.ts';

/** Is one literal, and where to look for it: among the file's names, in its text, or in its text in lower case. */
export interface Literal {
  readonly in: 'names' | 'text' | 'lower';
  readonly text: string;
}

/** Is what a file must hold: of each demand at least one literal. */
export type Clauses = readonly (readonly Literal[])[];

/** Returns the demands of a formula; none where anything could match. */
export function clausesOf(formula: CompiledFormula): Clauses {
  switch (formula.kind) {
    case 'leaf':
      return leafClauses(formula);
    case 'not':
      return [];
    case 'inside':
      return clausesOf(formula.part);
    case 'all':
      return [...formula.parts.flatMap(clausesOf), ...formula.conditions.flatMap(clausesOfCondition)];
    case 'any':
      return [...anyClause(formula.parts), ...formula.conditions.flatMap(clausesOfCondition)];
  }
}

function leafClauses({ matcher }: CompiledLeaf): Clauses {
  if (matcher.kind === 'tree') return matcher.pattern.names.map(text => [{ in: 'names', text }]);
  if (matcher.kind === 'generic') return matcher.pattern.literals.map(text => [{ in: 'text', text }]);
  return regexClauses(matcher.regex);
}

const known = new WeakMap<SafeRegex, Clauses>();

function regexClauses(regex: SafeRegex): Clauses {
  let clauses = known.get(regex);
  if (clauses === undefined) {
    clauses = (requiredLiterals(regex.source) ?? []).map(({ anyOf, folded }) =>
      anyOf.map(text => ({ in: folded ? 'lower' : 'text', text })),
    );
    known.set(regex, clauses);
  }
  return clauses;
}

/** Returns the demands of a condition: what a metavariable holds is a part of the file, so the file must meet them too. */
export function clausesOfCondition(condition: CompiledCondition): Clauses {
  if (condition.kind !== 'regex' || condition.constantPropagation) return [];
  return regexClauses(condition.regex).filter(clause => clause.every(({ text }) => asWritten.test(text)));
}

/** These characters stand in a string's source as they stand in the string; others may be escaped there. */
const asWritten = /^[A-Za-z0-9_ .:/-]+$/;

/** Of alternatives, one demand of each: the rarest. */
function anyClause(parts: readonly CompiledFormula[]): Clauses {
  const chosen = new Map<string, Literal>();
  for (const part of parts) {
    const best = clausesOf(part).toSorted((a, b) => rarity(b) - rarity(a))[0];
    if (best === undefined) return [];
    for (const literal of best) chosen.set(`${literal.in}:${literal.text}`, literal);
  }
  return [[...chosen.values()]];
}

/** Long literals are rare, and few alternatives are. */
const rarity = (clause: readonly Literal[]): number =>
  Math.min(...clause.map(({ text }) => text.length)) / clause.length;

/** Answers whether a file holds a literal. */
export type Holds = (literal: Literal) => boolean;

/** Tells whether a file holds what a formula demands. */
export const meets = (clauses: Clauses, holds: Holds): boolean => clauses.every(clause => clause.some(holds));
