/** Conditions on what metavariables hold. */
import { lookUp, type Binding } from '../match/env.ts';
import { rangeOf, type Bound } from '../match/match.ts';
import { emptyEnv } from '../match/env.ts';
import { BudgetExceeded } from '../match/context.ts';
import { matchType } from '../match/types.ts';
import { compareWith } from '../load/comparison.ts';
import { highEntropy } from '../regex/entropy.ts';
import type { RegexScan, SafeRegex } from '../regex/compile.ts';
import { isVulnerableToRedos } from '../regex/redos.ts';
import type { CompiledCondition, CompiledFormula } from './compile.ts';
import { merge, type Range } from './range.ts';
import type { Scope } from './scope.ts';

/** Evaluates a formula in a scope. */
type Evaluate = (formula: CompiledFormula, scope: Scope) => readonly Range[];

/** Returns the range as often as the condition holds for it, with what the condition binds in addition. */
export function holds(
  condition: CompiledCondition,
  range: Range,
  scope: Scope,
  evaluate: Evaluate,
): readonly Range[] {
  scope.spend();
  switch (condition.kind) {
    case 'regex':
      return regexHolds(condition, range, scope);
    case 'pattern':
      return patternHolds(condition, range, scope, evaluate);
    case 'comparison':
      return keepIf(comparisonHolds(condition, range, scope), range);
    case 'analysis':
      return keepIf(analysisHolds(condition, range, scope), range);
    case 'type':
      return keepIf(typeHolds(condition, range, scope), range);
  }
}

const keepIf = (kept: boolean, range: Range): readonly Range[] => (kept ? [range] : []);

/** Returns the source of what a metavariable holds; of a part of a string, its content. */
export function textOf(bound: Bound, scope: Scope): string {
  if (bound.kind === 'text') return bound.text;
  if (bound.kind === 'node' && bound.node.index < 0 && bound.node.kind === 'Name') return bound.node.text;
  const { start, end } = rangeOf(bound);
  return scope.text.slice(start, end);
}

/** Is a metavariable-regex. */
export type RegexCondition = Extract<CompiledCondition, { kind: 'regex' }>;

/** Tells whether a regex holds of what a metavariable holds. */
export const regexAccepts = (condition: RegexCondition, bound: Bound, scope: Scope): boolean =>
  scanBound(condition, bound, scope).matches.length > 0;

function scanBound({ regex, constantPropagation }: RegexCondition, bound: Bound, scope: Scope): RegexScan {
  const constant =
    constantPropagation && bound.kind === 'node' ? scope.facts.constant(bound.node)?.text : undefined;
  return search(regex, constant ?? textOf(bound, scope), scope);
}

function regexHolds(condition: RegexCondition, range: Range, scope: Scope): readonly Range[] {
  const bound = lookUp(range.bindings, condition.metavariable);
  if (bound === undefined) return [];
  const { start } = rangeOf(bound);
  for (const found of scanBound(condition, bound, scope).matches) {
    let { bindings } = range;
    for (const [index, group] of found.groups.entries()) {
      if (group === undefined || index === 0) continue;
      const from = start + (found.groupStarts[index] ?? 0);
      bindings = put(bindings, `$${index}`, {
        kind: 'text',
        text: group,
        start: from,
        end: from + group.length,
      });
    }
    return [{ ...range, bindings }];
  }
  return [];
}

/** Names and short texts come again and again: what a regex finds in them is kept. */
const kept = new WeakMap<SafeRegex, Map<string, RegexScan>>();
const longestKept = 100;
const mostKept = 4_000;

function scanOnce(regex: SafeRegex, text: string): RegexScan {
  if (text.length > longestKept) return regex.scan(text, 1);
  let scans = kept.get(regex);
  if (scans === undefined || scans.size > mostKept) {
    scans = new Map<string, RegexScan>();
    kept.set(regex, scans);
  }
  let found = scans.get(text);
  if (found === undefined) scans.set(text, (found = regex.scan(text, 1)));
  return found;
}

/** Searches for the first match at the rule's cost; a search that was cut short must not pass for one without a match. */
function search(regex: SafeRegex, text: string, scope: Scope): RegexScan {
  const found = scanOnce(regex, text);
  scope.spend(found.effort);
  if (!found.complete && found.matches.length === 0) throw new BudgetExceeded();
  return found;
}

const put = (bindings: Binding | undefined, name: string, bound: Bound): Binding => ({
  name,
  bound,
  next: bindings,
});

function patternHolds(
  { metavariable, language, formula }: Extract<CompiledCondition, { kind: 'pattern' }>,
  range: Range,
  scope: Scope,
  evaluate: Evaluate,
): readonly Range[] {
  const bound = lookUp(range.bindings, metavariable);
  const nested = bound === undefined ? undefined : scope.nested(bound, language, range.bindings);
  if (nested === undefined) return [];
  const found = evaluate(formula, nested);
  // Most formulas bind nothing new; then the range itself is all that can come of it.
  const extended = found.map(({ bindings }) => ({
    ...range,
    bindings: merge(range.bindings, outward(bindings, range.bindings, nested)),
  }));
  return extended.slice(0, 200);
}

function outward(
  bindings: Binding | undefined,
  known: Binding | undefined,
  nested: Scope,
): Binding | undefined {
  let result: Binding | undefined;
  for (let at = bindings; at !== undefined && at !== known; at = at.next) {
    if (lookUp(known, at.name) === undefined) {
      const { name, bound } = nested.outward(at);
      result = { name, bound, next: result };
    }
  }
  return result;
}

function comparisonHolds(
  { comparison, strip, base }: Extract<CompiledCondition, { kind: 'comparison' }>,
  { bindings }: Range,
  scope: Scope,
): boolean {
  const find = (regex: SafeRegex, text: string): boolean => search(regex, text, scope).matches.length > 0;
  return compareWith(comparison, { strip, base, find }, name => {
    const bound = lookUp(bindings, name);
    if (bound === undefined) return undefined;
    const constant = bound.kind === 'node' ? scope.facts.constant(bound.node) : undefined;
    if (constant?.text !== undefined) return { kind: constant.kind, text: constant.text };
    const text = textOf(bound, scope);
    // Of plain text nobody knows the type: what looks like a number is one, as `$1` of a regex often is.
    return {
      kind: bound.kind === 'text' && !looksNumeric.test(text) ? ('Str' as const) : ('Code' as const),
      text,
    };
  });
}

const looksNumeric = /^\s*[-+]?(?:0[xob])?[\da-f_.]+\s*$/i;

function analysisHolds(
  { metavariable, analyzer, mode }: Extract<CompiledCondition, { kind: 'analysis' }>,
  { bindings }: Range,
  scope: Scope,
): boolean {
  const bound = lookUp(bindings, metavariable);
  if (bound === undefined) return false;
  const text =
    bound.kind === 'node'
      ? bound.node.kind === 'Regex'
        ? bound.node.text
        : scope.facts.constant(bound.node)?.text
      : textOf(bound, scope);
  if (text === undefined) return false;
  return analyzer === 'redos' ? isVulnerableToRedos(text) : highEntropy(text, mode);
}

function typeHolds(
  { metavariable, types }: Extract<CompiledCondition, { kind: 'type' }>,
  { bindings }: Range,
  { context }: Scope,
): boolean {
  const bound = lookUp(bindings, metavariable);
  if (bound?.kind !== 'node' || context === undefined) return false;
  return types.some(({ nodes: [type] }) =>
    type === undefined ? false : matchType(context, type, bound.node, emptyEnv, () => true),
  );
}
