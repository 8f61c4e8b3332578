/** The analysis of one rule on one file while it runs: what is marked, the present state, and what was found. */
import type { RuleOptions, TaintSanitizer, TaintSink, TaintSource } from '../rule.ts';
import type { Node } from '../tree/node.ts';
import { Findings, hasFocus } from './findings.ts';
import { type Channel, Channels, type Mark, Marks } from './marks.ts';
import { type Program, programOf } from './program.ts';
import { type Fields, gather, taintsOf } from './shape.ts';
import { everything, type Key, type Place, State, withEntry } from './state.ts';
import { labelsOf, nothing, type Origin, satisfies, TaintPool, type Taints, union } from './taints.ts';
import { harmless } from './harmless.ts';
import type { TaintInput, Traits } from './types.ts';

/** Is what an expression yields: its own taint, and that of the parts of the object it makes. */
export interface Value {
  readonly taints: Taints;
  readonly fields: Fields | undefined;
}

/** Is a value without taint. */
export const untainted: Value = { taints: nothing, fields: undefined };

/** Returns all taint that a value holds, its parts included. */
export const allOf = ({ taints, fields }: Value): Taints => union(taints, gather(fields));

/** Returns a value of taint alone. */
export const flat = (taints: Taints): Value =>
  taints.length === 0 ? untainted : { taints, fields: undefined };

/** Is what a `break` or `continue` goes to. */
export interface Target {
  readonly label: string | undefined;
  readonly loop: boolean;
  breaks: State | undefined;
  continues: State | undefined;
}

/** Is one function under analysis, or a lambda within it. */
interface Frame {
  /** Where control leaves it by `return`. */
  exits: State | undefined;
  readonly targets: Target[];
  /** Holds the states in which the enclosing `try` may be left, innermost last. */
  readonly handlers: { state: State }[];
  readonly gotos: Map<string, State>;
  /** Label of the loop that comes next. */
  label: string | undefined;
}

/** Makes a frame. */
export const newFrame = (): Frame => ({
  exits: undefined,
  targets: [],
  handlers: [],
  gotos: new Map(),
  label: undefined,
});

/** Is a lambda held by a variable, with the state in which it was made. */
interface Kept {
  readonly node: Node;
  readonly made: State;
  /** How often it was run. */
  uses: number;
}

/** Is how often the lambda of a variable is run in one function: lambdas may name each other many times. */
const mostUses = 8;

const usual: Traits = { fallsThrough: true, accessors: false };

/** Runs nodes of the tree; set by `run.ts`, so that expressions and statements need not import each other. */
interface Runner {
  readonly evaluate: (machine: Machine, node: Node) => Value;
  readonly execute: (machine: Machine, node: Node) => Value;
}

/** Holds one analysis. */
export class Machine {
  readonly options: RuleOptions;
  readonly traits: Traits;
  readonly program: Program;
  readonly sources: Marks<TaintSource>;
  readonly sinks: Marks<TaintSink>;
  readonly sanitizers: Marks<TaintSanitizer>;
  readonly channels: Channels;
  readonly findings: Findings;
  readonly exitSinks: boolean;
  state = new State();
  frame = newFrame();
  /** Lambdas met but not yet run, those held by variables, and those running now. */
  queue: Node[] = [];
  kept = new Map<Key, Kept>();
  readonly running = new Set<Node>();
  private readonly pool = new TaintPool();
  private readonly origins = new Map<number, Origin>();
  private readonly budget: { left: number };
  private readonly spend: (() => void) | undefined;
  private readonly runner: Runner;

  constructor(input: TaintInput, runner: Runner) {
    this.options = input.options;
    this.traits = input.traits ?? usual;
    this.program = programOf(input.root, input.facts);
    const { sites } = this.program;
    const sanitizers = input.sanitizers.map(found => withoutConflicts(found, input));
    this.sources = new Marks(input.sources, sites);
    this.sinks = new Marks(input.sinks, sites);
    this.sanitizers = new Marks(sanitizers, sites);
    this.channels = new Channels(input.propagators, input.sinks, sites);
    this.findings = new Findings(input);
    this.exitSinks = input.sinks.some(({ spec }) => spec.atExit);
    this.budget = input.budget ?? { left: 2_000_000 };
    this.spend = input.spend;
    this.runner = runner;
  }

  /** Counts a step; false when none is left. */
  step(): boolean {
    this.spend?.();
    return this.budget.left-- > 0;
  }

  /** Is true when a part of the file can neither bring in taint nor pass any on, so that it need not be run. */
  isIdle(node: Node): boolean {
    return this.state.untouched && this.kept.size === 0 && !this.sources.touch(node);
  }

  /** Runs an expression. */
  evaluate(node: Node): Value {
    return this.runner.evaluate(this, node);
  }

  /** Runs a statement; its value is that of its last expression. */
  execute(node: Node): Value {
    return this.runner.execute(this, node);
  }

  /** Tells whether a node is sanitized; a storage place that is matched as a whole may become clean by it. */
  isSanitized(node: Node, place?: Place): boolean {
    const marks = this.sanitizers.at(node);
    if (marks.length === 0) return false;
    if (place !== undefined && marks.some(({ spec, whole }) => spec.bySideEffect && whole))
      this.state.clean(place);
    return true;
  }

  /** Returns the taint that enters at a node which is no storage place. */
  enter(node: Node, incoming: Taints): Taints {
    const marks = this.sources.at(node);
    if (marks.length === 0) return nothing;
    return this.enterBy(
      marks.filter(({ spec }) => spec.bySideEffect !== 'only'),
      incoming,
    );
  }

  /** Returns the taint that enters at a storage place, and taints the place where the source does so by side effect. */
  enterPlace(node: Node, place: Place | undefined, incoming: Taints): Taints {
    const marks = this.sources.at(node);
    if (marks.length === 0) return nothing;
    const lasting = this.enterBy(
      marks.filter(({ spec, whole }) => spec.bySideEffect !== false && whole),
      incoming,
    );
    if (place !== undefined) this.state.add(place, lasting);
    return this.enter(node, incoming);
  }

  /** Returns the taint of the sources whose matches hold a parameter or a variable that is declared. */
  enterDeclared(name: Node): Taints {
    return this.enterBy(this.sources.at(name), nothing);
  }

  private enterBy(marks: readonly Mark<TaintSource>[], incoming: Taints): Taints {
    if (marks.length === 0) return nothing;
    const { state } = this;
    const control = marks.filter(({ spec }) => spec.control).map(mark => this.origin(mark));
    if (control.length > 0) state.control = union(state.control, this.pool.enter(control, state.control));
    const data = marks.filter(({ spec }) => !spec.control).map(mark => this.origin(mark));
    return this.pool.enter(data, incoming);
  }

  private origin({ number, spec, match }: Mark<TaintSource>): Origin {
    let origin = this.origins.get(number);
    if (origin === undefined) {
      origin = { number, spec, match };
      this.origins.set(number, origin);
    }
    return origin;
  }

  /** Sends the taint of a node into the propagations that start at it; returns what arrives from those that end at it. */
  propagate(node: Node, taints: Taints, place?: Place): Taints {
    const channels = this.channels.at(node);
    if (channels.length === 0) return nothing;
    for (const channel of channels) this.send(channel, taints);
    let arrived = nothing;
    for (const channel of channels) arrived = union(arrived, this.receive(channel, place));
    return arrived;
  }

  private send({ kind, id, spec }: Channel, taints: Taints): void {
    const { state, pool } = this;
    if (kind === 'watch') state.waiting = withEntry(state.waiting, id, taints);
    if (kind !== 'from' || spec === undefined || !satisfies(labelsOf(taints), spec.requires)) return;
    const sent = pool.relabel(taints, spec.label, spec.replaceLabels);
    const target = state.pending.get(id);
    if (target === undefined) state.waiting = withEntry(state.waiting, id, sent);
    else {
      state.add(target, sent);
      state.pending = withEntry(state.pending, id, undefined);
    }
  }

  /** Takes what was sent to an end of a propagation. Where nothing was yet, its place waits for it. */
  private receive({ kind, id, spec }: Channel, place: Place | undefined): Taints {
    if (kind !== 'to') return nothing;
    const { state } = this;
    const sent = state.waiting.get(id);
    const lasting = spec?.bySideEffect === true ? place : undefined;
    if (sent === undefined) {
      if (lasting !== undefined) state.pending = withEntry(state.pending, id, lasting);
      return nothing;
    }
    state.waiting = withEntry(state.waiting, id, undefined);
    if (lasting !== undefined) state.add(lasting, sent);
    return sent;
  }

  /** Reports the sinks at a node that the taint reaches. */
  sink(node: Node, taints: Taints, applies?: (mark: Mark<TaintSink>) => boolean): void {
    const marks = this.sinks.at(node);
    if (marks.length === 0) return;
    const all = union(taints, this.state.control);
    if (all.length === 0) return;
    for (const mark of marks) {
      if (!mark.spec.atExit && applies?.(mark) !== false) this.findings.report(mark, all, this.state.waiting);
    }
  }

  /** Reports sinks that every argument of a call reaches: those whose author did not single out a part of the call. */
  sinkArguments(call: Node, taints: Taints): void {
    this.sink(call, taints, ({ spec }) => !(spec.exact && hasFocus(spec.formula)));
  }

  /** Applies sources, propagators and sinks at a node that is no storage place. */
  settle(node: Node, value: Value): Value {
    const { taints, fields } = value;
    const incoming = union(taints, this.enter(node, taints));
    const arrived = this.propagate(node, union(incoming, gather(fields)));
    const all = union(incoming, arrived);
    this.sink(node, union(all, gather(fields)));
    return this.dropSafe(node, all === taints ? value : { taints: all, fields });
  }

  /** Takes the taint away where the rule holds the type of an expression for safe. */
  dropSafe(node: Node, value: Value): Value {
    if (value.taints.length === 0 || !harmless(this.options, this.program.facts, node)) return value;
    return { taints: nothing, fields: value.fields };
  }

  /** Is true where the function has jumps to labels. */
  get hasGotos(): boolean {
    return this.frame.gotos.size > 0;
  }

  /** Reports the sinks at the statements after which control leaves the function. */
  reportExits(state: State): void {
    if (this.running.size > 0) return;
    const taints = union(state.control, everything(state, gather));
    for (const at of state.last) {
      for (const mark of this.sinks.covering(at))
        if (mark.spec.atExit) this.findings.reportExit(mark, at, taints);
    }
  }

  /** Keeps a lambda that a variable holds, to run it where the variable is used; one that is never named again runs here. */
  keepLambda(name: Node, lambda: Node): void {
    const key = this.program.key(name);
    if (this.program.named(key) < 2) return;
    const { queue } = this;
    if (queue.at(-1) === lambda) queue.pop();
    this.kept.set(key, { node: lambda, made: this.state.fork(), uses: 0 });
  }

  /** Notes that a variable is used: what lambda it holds may run now. */
  useLambda(key: Key): void {
    const kept = this.kept.get(key);
    if (kept === undefined || kept.uses >= mostUses || this.running.has(kept.node)) return;
    kept.uses++;
    this.queue.push(kept.node);
  }

  /** Returns what a variable holds. */
  read(key: Key): Value & { readonly clean: boolean } {
    const cell = this.state.cells.get(key);
    return { taints: taintsOf(cell?.status), fields: cell?.fields, clean: cell?.status === 'clean' };
  }
}

/** Leaves out the matches of a sanitizer that are also whole matches of a source or sink, where its author asks for that. */
function withoutConflicts(found: TaintInput['sanitizers'][number], input: TaintInput): typeof found {
  if (!found.spec.notConflicting) return found;
  const taken = new Set<string>();
  for (const { matches } of [...input.sources, ...input.sinks]) {
    for (const { start, end } of matches) taken.add(`${start}:${end}`);
  }
  return { ...found, matches: found.matches.filter(({ start, end }) => !taken.has(`${start}:${end}`)) };
}
