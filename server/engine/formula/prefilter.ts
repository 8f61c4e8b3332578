/** What a file must hold for a formula to match there, so that most rules need not look at most files. Pure. */
import { requiredLiterals } from '../regex/literals.ts';
import type { CompiledFormula, CompiledLeaf } from './compile.ts';

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
      return formula.parts.flatMap(clausesOf);
    case 'any':
      return anyClause(formula.parts);
  }
}

function leafClauses({ matcher }: CompiledLeaf): Clauses {
  if (matcher.kind === 'tree') return matcher.pattern.names.map(text => [{ in: 'names', text }]);
  if (matcher.kind === 'generic') return matcher.pattern.literals.map(text => [{ in: 'text', text }]);
  const literals = requiredLiterals(matcher.regex.source) ?? [];
  return literals.map(({ anyOf, folded }) => anyOf.map(text => ({ in: folded ? 'lower' : 'text', text })));
}

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
