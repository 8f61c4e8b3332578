/** What a file must hold for a formula to match there, so that most rules need not look at most files. Pure. */
import { requiredLiterals } from '../regex/literals.ts';
import type { CompiledFormula, CompiledLeaf } from './compile.ts';

/** Is one demand: at least one of these, as a name of the file or somewhere in its text. */
export interface Clause {
  /** Where to look: among the file's names, in its text, or in its text in lower case. */
  readonly in: 'names' | 'text' | 'lower';
  readonly anyOf: readonly string[];
}

/** Is what a file must hold, all of it. */
export type Clauses = readonly Clause[];

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
  if (matcher.kind === 'tree') return matcher.pattern.names.map(name => ({ in: 'names', anyOf: [name] }));
  if (matcher.kind === 'generic')
    return matcher.pattern.literals.map(word => ({ in: 'text', anyOf: [word] }));
  const literals = requiredLiterals(matcher.regex.source) ?? [];
  return literals.map(({ anyOf, folded }) => ({ in: folded ? 'lower' : 'text', anyOf }));
}

/** Of alternatives, one demand of each: the longest, since it is the rarest. */
function anyClause(parts: readonly CompiledFormula[]): Clauses {
  const chosen: Clause[] = [];
  for (const part of parts) {
    const best = clausesOf(part).toSorted((a, b) => rarity(b) - rarity(a))[0];
    if (best === undefined) return [];
    chosen.push(best);
  }
  const kinds = new Set(chosen.map(clause => clause.in));
  if (kinds.size !== 1) return [];
  return chosen
    .slice(0, 1)
    .map(({ in: where }) => ({ in: where, anyOf: [...new Set(chosen.flatMap(({ anyOf }) => anyOf))] }));
}

const rarity = ({ anyOf }: Clause): number => Math.min(...anyOf.map(text => text.length)) / anyOf.length;

/** Answers whether a file holds a literal. */
export type Holds = (where: Clause['in'], literal: string) => boolean;

/** Tells whether a file holds what a formula demands. */
export const meets = (clauses: Clauses, holds: Holds): boolean =>
  clauses.every(({ in: where, anyOf }) => anyOf.some(literal => holds(where, literal)));
