/**
 * Conditions that are asked of a match as soon as it is found. `pattern: $X` matches every expression of a file, and a
 * regex on `$X` nearly none of them: what fails must not cost a range, a comparison and a place in a list.
 */
import { lookUp, type Binding } from '../match/env.ts';
import type { CompiledCondition, CompiledFormula, CompiledLeaf } from './compile.ts';
import { regexAccepts, type RegexCondition } from './conditions.ts';
import type { Places } from './cover.ts';
import { clausesOfCondition } from './prefilter.ts';
import type { Scope } from './scope.ts';

/** Is what is asked of the matches of a leaf; nothing where the list is empty. */
export type Early = readonly RegexCondition[];

/** Asks nothing. */
export const nothing: Early = [];

/** Returns what can be asked of a part's matches: conditions on what no other part binds, and those of the whole. */
export function earlyOf(formula: Compound, part: CompiledFormula, given: Early): Early {
  const asked = [...given, ...formula.conditions.filter(isRegex)];
  if (asked.length === 0 || formula.kind === 'any') return asked;
  const others = formula.parts.filter(other => other !== part && other.kind !== 'not');
  return asked.filter(({ metavariable }) => !others.some(other => binds(other, metavariable)));
}

type Compound = Extract<CompiledFormula, { readonly parts: unknown }>;

const isRegex = (condition: CompiledCondition): condition is RegexCondition => condition.kind === 'regex';

function binds(formula: CompiledFormula, name: string): boolean {
  switch (formula.kind) {
    case 'leaf':
      return formula.matcher.kind === 'tree' ? formula.matcher.pattern.metavariables.includes(name) : true;
    case 'inside':
      return binds(formula.part, name);
    case 'not':
      return false;
    default:
      // Conditions bind as well: groups of a regex, and what metavariable-pattern finds.
      return formula.conditions.length > 0 || formula.parts.some(part => binds(part, name));
  }
}

/** Tells whether a match may stand; what it does not bind is not asked. */
export function accepts(early: Early, bindings: Binding | undefined, scope: Scope): boolean {
  return early.every(condition => {
    const bound = lookUp(bindings, condition.metavariable);
    return bound === undefined || regexAccepts(condition, bound, scope);
  });
}

/** Returns where a pattern which is one metavariable can match, by the literals that its regexes demand. */
export function narrowed(leaf: CompiledLeaf, early: Early, scope: Scope): readonly Places[] {
  const [root] = leaf.matcher.kind === 'tree' ? leaf.matcher.pattern.nodes : [];
  if (root?.kind !== 'Metavar') return [];
  return early
    .filter(({ metavariable }) => metavariable === root.text)
    .flatMap(clausesOfCondition)
    .map(clause => scope.holding(clause))
    .filter(places => places !== undefined)
    .toSorted((a, b) => a.starts.length - b.starts.length);
}
