/** Collects what taint reaches: checks the labels a sink requires, joins metavariables, and keeps one finding a place. */
import { type Bindings, type Bound, rangeOf } from '../match/match.ts';
import type { Formula, RuleOptions, TaintSink } from '../rule.ts';
import type { Node } from '../tree/node.ts';
import { type Mark, watched } from './marks.ts';
import { labelsOf, nothing, satisfies, type Step, type Taint, type Taints } from './taints.ts';
import type { Span, TaintFinding, TaintInput, TaintTrace } from './types.ts';

/** Collects the findings of one rule in one file. */
export class Findings {
  private readonly options: RuleOptions;
  private readonly same: (left: Bound, right: Bound) => boolean;
  private readonly byPlace = new Map<string, TaintFinding>();

  constructor(input: TaintInput) {
    this.options = input.options;
    this.same = input.same ?? sameBound;
  }

  /** Reports that taint reaches a sink, unless labels or metavariables forbid it. */
  report(sink: Mark<TaintSink>, taints: Taints, waiting: ReadonlyMap<string, Taints>): void {
    if (this.isFulfilled(sink, taints, waiting)) this.add(sink, sink.match, taints);
  }

  /** Reports taint that is still there where control leaves a function; the finding is where that happens. */
  reportExit(sink: Mark<TaintSink>, at: Span, taints: Taints): void {
    if (taints.length > 0 && this.isFulfilled(sink, taints, new Map())) this.add(sink, at, taints);
  }

  /** Returns the findings by place; one within another with the same metavariables is left out. */
  all(): readonly TaintFinding[] {
    const all = [...this.byPlace.values()].sort((a, b) => a.start - b.start || b.end - a.end);
    const kept: TaintFinding[] = [];
    const open: TaintFinding[] = [];
    for (const finding of all) {
      while (open.length > 0 && (open.at(-1)?.end ?? 0) < finding.end) open.pop();
      if (open.some(outer => this.sameBindings(outer.bindings, finding.bindings))) continue;
      open.push(finding);
      kept.push(finding);
    }
    return kept;
  }

  private isFulfilled(
    { spec, number }: Mark<TaintSink>,
    taints: Taints,
    waiting: ReadonlyMap<string, Taints>,
  ): boolean {
    if ('kind' in spec.requires) return satisfies(labelsOf(taints), spec.requires);
    return spec.requires.every(({ metavariable, requires }) =>
      satisfies(labelsOf(waiting.get(watched(number, metavariable)) ?? nothing), requires),
    );
  }

  private add(sink: Mark<TaintSink>, at: Span, taints: Taints): void {
    const onSource = this.options.taint_match_on === 'source';
    if (!onSource && this.byPlace.has(`${at.start}:${at.end}`)) return;
    for (const taint of inOrder(taints, preferredLabel(sink.spec))) {
      const bindings = this.joined(taint.origin.match.bindings, sink.match.bindings);
      if (bindings === undefined) continue;
      const { start, end } = onSource ? taint.origin.match : at;
      const key = `${start}:${end}`;
      if (!this.byPlace.has(key)) this.byPlace.set(key, { start, end, bindings, trace: traceOf(taint, at) });
      if (!onSource) return;
    }
  }

  private joined(source: Bindings, sink: Bindings): Bindings | undefined {
    if (this.options.taint_unify_mvars) {
      for (const [name, bound] of source) {
        const other = sink.get(name);
        if (other !== undefined && !this.same(bound, other)) return undefined;
      }
    }
    return new Map([...source, ...sink]);
  }

  private sameBindings(left: Bindings, right: Bindings): boolean {
    if (left.size !== right.size) return false;
    for (const [name, bound] of left) {
      const other = right.get(name);
      if (other === undefined || !this.same(bound, other)) return false;
    }
    return true;
  }
}

/** Puts first what tells a reader most: the label the sink names first, then sources that need no other taint. */
function inOrder(taints: Taints, label: string | undefined): readonly Taint[] {
  const rank = (taint: Taint): number =>
    (taint.label === label ? 0 : 2) + (taint.origin.spec.requires.kind === 'true' ? 0 : 1);
  return [...taints].sort((a, b) => rank(a) - rank(b) || a.id - b.id);
}

function preferredLabel({ requires }: TaintSink): string | undefined {
  let first = 'kind' in requires ? requires : requires[0]?.requires;
  if (first?.kind === 'and') first = first.parts[0];
  return first?.kind === 'label' ? first.name : undefined;
}

function traceOf(taint: Taint, sink: Span): TaintTrace {
  const variables: Span[] = [];
  for (let step: Step | undefined = taint.path; step !== undefined; step = step.before) {
    variables.push({ start: step.node.start, end: step.node.end });
  }
  const { start, end } = taint.origin.match;
  return {
    source: { start, end },
    variables: variables.reverse(),
    sink: { start: sink.start, end: sink.end },
  };
}

const focused = new WeakMap<Formula, boolean>();

/** Tells whether a formula singles out metavariables of its match. */
export function hasFocus(formula: Formula): boolean {
  let known = focused.get(formula);
  if (known === undefined) {
    known =
      (formula.kind === 'all' || formula.kind === 'any') &&
      (formula.focus.length > 0 || formula.parts.some(hasFocus));
    focused.set(formula, known);
  }
  return known;
}

function sameBound(left: Bound, right: Bound): boolean {
  if (left.kind === 'node' && right.kind === 'node') return sameNode(left.node, right.node);
  if (left.kind === 'nodes' && right.kind === 'nodes') {
    return (
      left.nodes.length === right.nodes.length &&
      left.nodes.every((node, n) => sameNodes(node, right.nodes[n]))
    );
  }
  if (left.kind === 'text' && right.kind === 'text') return left.text === right.text;
  const [one, other] = [rangeOf(left), rangeOf(right)];
  return one.start === other.start && one.end === other.end;
}

const sameNodes = (left: Node, right: Node | undefined): boolean =>
  right !== undefined && sameNode(left, right);

function sameNode(left: Node, right: Node): boolean {
  if (left === right) return true;
  if (left.kind !== right.kind || left.text !== right.text || left.kids.length !== right.kids.length)
    return false;
  return left.kids.every((child, n) => sameNodes(child, right.kids[n]));
}
