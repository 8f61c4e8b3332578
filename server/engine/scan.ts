/** Runs compiled rules on an analysed text, each within its budget. */
import type { Analysis } from './analysis.ts';
import { factsOf } from './analysis.ts';
import type { CompiledBody, CompiledRule } from './compileRule.ts';
import { createBudget, type Limits } from './budget.ts';
import { createFoundCache, fileScope, type FoundCache, type ScopeSetting } from './fileScope.ts';
import { evaluate } from './formula/evaluate.ts';
import { meets, type Holds } from './formula/prefilter.ts';
import type { Scope } from './formula/scope.ts';
import type { CompiledFormula } from './formula/compile.ts';
import type { LanguageId } from './languages/language.ts';
import { BudgetExceeded, Cancelled, type Budget, type RegexSearch } from './match/context.ts';
import { toBindings } from './match/env.ts';
import type { Match } from './match/match.ts';
import type { Rule } from './rule.ts';
import { runTaint } from './taint/run.ts';
import { traitsOf } from './taint/traits.ts';
import type { TaintTrace } from './taint/types.ts';

/** Is one match of one rule. */
export interface RuleMatch extends Match {
  readonly rule: Rule;
  /** Is there for taint rules: where the data came from. */
  readonly trace: TaintTrace | undefined;
}

/** Is what a scan of one text found, and which rules could not finish. */
export interface ScanResult {
  readonly matches: readonly RuleMatch[];
  /** Rules that used up their steps; what they had found by then is left out. */
  readonly exceeded: readonly { readonly rule: Rule; readonly reason: string }[];
  readonly cancelled: boolean;
}

/** Is what a scan needs besides the text and rules. */
export interface ScanTools {
  readonly limits: Limits;
  readonly searchRegex: RegexSearch;
  readonly analysePart: (text: string, language: LanguageId) => Analysis | undefined;
}

/** Runs rules on a text; rules for other languages are passed over. */
export function scanText(analysis: Analysis, rules: readonly CompiledRule[], tools: ScanTools): ScanResult {
  const cache = createFoundCache();
  const matches: RuleMatch[] = [];
  const exceeded: { rule: Rule; reason: string }[] = [];
  const holds = literalsOf(analysis);
  for (const rule of rules) {
    if (tools.limits.cancelled?.() === true) return { matches: [], exceeded, cancelled: true };
    if (rule.language !== analysis.language || !meets(rule.clauses, holds)) continue;
    try {
      matches.push(...runRule(analysis, rule, tools, cache));
    } catch (error) {
      if (error instanceof Cancelled) return { matches: [], exceeded, cancelled: true };
      exceeded.push({ rule: rule.rule, reason: reasonOf(error) });
    }
  }
  return { matches, exceeded, cancelled: false };
}

/** A rule that fails must not keep the others from running: its failure is reported, whatever it is. */
function reasonOf(error: unknown): string {
  if (error instanceof BudgetExceeded) return 'took more steps than one rule may for a file';
  if (error instanceof RangeError) return 'needs deeper recursion than a file may';
  return `failed: ${error instanceof Error ? error.message : String(error)}`;
}

/** Answers what the prefilter asks of a file; each literal is sought once. */
function literalsOf({ text, code }: Analysis): Holds {
  const known = { text: new Map<string, boolean>(), lower: new Map<string, boolean>() };
  let lower: string | undefined;
  return ({ in: where, text: literal }) => {
    if (where === 'names') return code?.index.names.has(literal) ?? false;
    let answer = known[where].get(literal);
    if (answer === undefined) {
      answer = where === 'text' ? text.includes(literal) : (lower ??= text.toLowerCase()).includes(literal);
      known[where].set(literal, answer);
    }
    return answer;
  };
}

function runRule(
  analysis: Analysis,
  { rule, body }: CompiledRule,
  { limits, searchRegex, analysePart }: ScanTools,
  cache: FoundCache,
): readonly RuleMatch[] {
  const setting: ScopeSetting = {
    options: rule.options,
    budget: createBudget(limits),
    searchRegex,
    analysePart,
  };
  const scope = fileScope(analysis, setting, cache);
  if (body.mode === 'taint') return taintMatches(analysis, rule, body, { scope, budget: setting.budget });
  return matchesOf(body.formula, scope).map(found => ({ ...found, rule, trace: undefined }));
}

const matchesOf = (formula: CompiledFormula, scope: Scope): readonly Match[] =>
  evaluate(formula, scope).map(({ start, end, bindings }) => ({
    start,
    end,
    bindings: toBindings(bindings),
  }));

/** Is what a match of a taint rule's part, and a step of its analysis, count in the budget that all rules have. */
const stepsPerPart = 8;
const stepsPerMove = 2;

function taintMatches(
  analysis: Analysis,
  rule: Rule,
  body: Extract<CompiledBody, { mode: 'taint' }>,
  { scope, budget }: { readonly scope: Scope; readonly budget: Budget },
): readonly RuleMatch[] {
  const { code } = analysis;
  if (code === undefined) return [];
  const found = <Spec>({ spec, formula }: { spec: Spec; formula: CompiledFormula }) => {
    const matches = matchesOf(formula, scope);
    // Every match of every part is held until the end.
    budget.spend(stepsPerPart * matches.length);
    return { spec, matches };
  };
  // Nothing is found without a sink and a source, so the rarer of them is looked for first.
  const sinks = body.sinks.map(found);
  if (!sinks.some(({ matches }) => matches.length > 0)) return [];
  const sources = body.sources.map(found);
  if (!sources.some(({ matches }) => matches.length > 0)) return [];
  const findings = runTaint({
    root: code.root,
    facts: factsOf(analysis),
    options: rule.options,
    sources,
    sinks,
    sanitizers: body.sanitizers.map(found),
    propagators: body.propagators.map(found),
    traits: traitsOf(analysis.language),
    budget: { left: Infinity },
    spend: () => budget.spend(stepsPerMove),
  });
  return findings.map(finding => ({ ...finding, rule }));
}
