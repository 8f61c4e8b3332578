/**
 * Runs taint analysis on a text whose lines say what is expected: a line that ends with `!` in a comment has a finding.
 * Sources, sinks and the like are picked by small functions instead of patterns, so that no matcher is needed.
 */
import { createFacts } from '../../../../server/engine/facts/facts.ts';
import type { LanguageId } from '../../../../server/engine/languages/language.ts';
import { adapterOf } from '../../../../server/engine/languages/registry.ts';
import type { Match } from '../../../../server/engine/match/match.ts';
import type {
  Formula,
  RuleOptions,
  TaintPropagator,
  TaintSanitizer,
  TaintSink,
  TaintSource,
} from '../../../../server/engine/rule.ts';
import { runTaint } from '../../../../server/engine/taint/run.ts';
import { traitsOf } from '../../../../server/engine/taint/traits.ts';
import type { Found, TaintFinding, TaintInput, Traits } from '../../../../server/engine/taint/types.ts';
import { kid, type Node } from '../../../../server/engine/tree/node.ts';
import { lowered } from '../languages/lowered.ts';

/** Picks the matches of a formula among the nodes of a file. */
export type Pick = (nodes: readonly Node[]) => readonly Match[];

const formula: Formula = { kind: 'pattern', leaf: { text: '', line: 1 } };
const focused: Formula = { kind: 'all', parts: [formula], conditions: [], focus: [['$X']] };

const match = (range: Node, bound: Readonly<Record<string, Node | undefined>> = {}): Match => ({
  start: range.start,
  end: range.end,
  bindings: new Map(
    Object.entries(bound).flatMap(([name, node]) =>
      node === undefined ? [] : [[name, { kind: 'node', node }] as const],
    ),
  ),
});

/** Returns the last name of what is called: `foo` of `foo()` and of `x.foo()`. */
const calleeName = (call: Node): string => {
  const callee = kid(call, 0);
  return callee.kind === 'Attr' ? kid(callee, 1).text : callee.text;
};

const isCall = (node: Node, name: string): boolean =>
  (node.kind === 'Call' || node.kind === 'New') && calleeName(node) === name;

const argument = (call: Node, n: number): Node | undefined => kid(call, 1).kids[n];

const receiver = (call: Node): Node | undefined => kid(call, 0).kids[0];

/** Picks whole calls; `$X`, `$Y` hold the arguments and `$O` the object. */
export const calls =
  (name: string): Pick =>
  nodes =>
    nodes
      .filter(node => isCall(node, name))
      .map(call => match(call, { $X: argument(call, 0), $Y: argument(call, 1), $O: receiver(call) }));

/** Picks one argument of calls, or their object (`-1`). */
export const argumentsOf =
  (name: string, n = 0): Pick =>
  nodes =>
    nodes
      .filter(node => isCall(node, name))
      .flatMap(call => {
        const focus = n < 0 ? receiver(call) : argument(call, n);
        return focus === undefined ? [] : [match(focus, { $X: focus })];
      });

/** Picks nodes of a kind and text. */
export const nodesOf =
  (kind: Node['kind'], text?: string): Pick =>
  nodes =>
    nodes
      .filter(node => node.kind === kind && (text === undefined || node.text === text))
      .map(node => match(node));

/** Picks parameters by name. */
export const parameters =
  (name: string): Pick =>
  nodes =>
    nodes
      .filter(node => node.kind === 'Name' && node.text === name && inParameters(node))
      .map(node => match(node));

const inParameters = (node: Node): boolean => {
  for (let above = node.parent; above !== undefined; above = above.parent) {
    if (above.kind === 'Params') return true;
    if (above.kind === 'Block') return false;
  }
  return false;
};

/** Picks the targets of assignments whose value is a call. */
export const targetsOf =
  (name: string): Pick =>
  nodes =>
    nodes
      .filter(
        node =>
          (node.kind === 'Assign' && isCall(kid(node, 1), name)) ||
          (node.kind === 'VarDef' && isCall(kid(node, 2), name)),
      )
      .map(node => match(kid(node, 0)));

export const source = (pick: Pick, spec: Partial<TaintSource> = {}): [Pick, TaintSource] => [
  pick,
  {
    formula,
    label: '__SOURCE__',
    requires: { kind: 'true' },
    exact: false,
    bySideEffect: false,
    control: false,
    ...spec,
  },
];

export const sink = (pick: Pick, spec: Partial<TaintSink> = {}): [Pick, TaintSink] => [
  pick,
  { formula, requires: { kind: 'true' }, exact: true, atExit: false, ...spec },
];

/** Makes a sink whose author singled out what was matched. */
export const focusedSink = (pick: Pick, spec: Partial<TaintSink> = {}): [Pick, TaintSink] =>
  sink(pick, { formula: focused, ...spec });

export const sanitizer = (pick: Pick, spec: Partial<TaintSanitizer> = {}): [Pick, TaintSanitizer] => [
  pick,
  { formula, exact: false, bySideEffect: false, notConflicting: false, ...spec },
];

export const propagator = (
  pick: Pick,
  from: string,
  to: string,
  spec: Partial<TaintPropagator> = {},
): [Pick, TaintPropagator] => [
  pick,
  {
    formula,
    from,
    to,
    requires: { kind: 'true' },
    label: undefined,
    replaceLabels: undefined,
    bySideEffect: true,
    ...spec,
  },
];

/** Is a rule in terms of picks; what is left out is `source()`, `sink(…)` and `clean(…)`. */
export interface Rule {
  readonly sources?: readonly (readonly [Pick, TaintSource])[];
  readonly sinks?: readonly (readonly [Pick, TaintSink])[];
  readonly sanitizers?: readonly (readonly [Pick, TaintSanitizer])[];
  readonly propagators?: readonly (readonly [Pick, TaintPropagator])[];
  readonly options?: Partial<RuleOptions>;
  readonly traits?: Traits;
  readonly budget?: { left: number };
}

const options = {
  taint_unify_mvars: false,
  taint_assume_safe_functions: false,
  taint_assume_safe_indexes: false,
  taint_assume_safe_comparisons: false,
  taint_assume_safe_booleans: false,
  taint_assume_safe_numbers: false,
  taint_only_propagate_through_assignments: false,
  taint_match_on: 'sink',
} as const;

/** Returns the findings of a rule in a text. */
export function findings(language: LanguageId, text: string, rule: Rule = {}): readonly TaintFinding[] {
  const adapter = adapterOf(language);
  if (adapter === undefined) throw new Error(`No adapter for ${language}.`);
  const root = lowered(adapter, text);
  const facts = createFacts(root, adapter);
  const found = <Spec>(specs: readonly (readonly [Pick, Spec])[]): readonly Found<Spec>[] =>
    specs.map(([pick, spec]) => ({ spec, matches: pick(facts.nodes) }));
  const input: TaintInput = {
    root,
    facts,
    options: { ...options, ...rule.options } as RuleOptions,
    sources: found(rule.sources ?? [source(calls('source'))]),
    sinks: found(rule.sinks ?? [sink(calls('sink'))]),
    sanitizers: found(rule.sanitizers ?? [sanitizer(calls('clean'))]),
    propagators: found(rule.propagators ?? []),
    traits: rule.traits ?? traitsOf(language),
    budget: rule.budget,
  };
  return runTaint(input);
}

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** Returns the lines with findings. */
export const foundLines = (language: LanguageId, text: string, rule?: Rule): readonly number[] => [
  ...new Set(findings(language, text, rule).map(({ start }) => lineOf(text, start))),
];

/** Returns the lines that say they have a finding. */
export const markedLines = (text: string): readonly number[] =>
  text.split('\n').flatMap((line, n) => (/(?:#|\/\/) ?!$/.test(line) ? [n + 1] : []));
