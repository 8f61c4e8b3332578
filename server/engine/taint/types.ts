/** What taint analysis is given and what it finds. Interfaces only. */
import type { Facts } from '../facts/facts.ts';
import type { Bindings, Bound, Match } from '../match/match.ts';
import type { RuleOptions, TaintPropagator, TaintSanitizer, TaintSink, TaintSource } from '../rule.ts';
import type { Node } from '../tree/node.ts';

/** Is one source, sink, sanitizer or propagator of a rule with everything its formula matched in the file. */
export interface Found<Spec> {
  readonly spec: Spec;
  readonly matches: readonly Match[];
}

/** Says what the language's execution differs in. */
export interface Traits {
  /** True where a case of a switch runs on into the next one unless it breaks. */
  readonly fallsThrough: boolean;
  /** True where `o.getX()` and `o.setX(v)` stand for the property `o.x` (Java). */
  readonly accessors: boolean;
}

/** Is one rule's question about one file. */
export interface TaintInput {
  /** The file, numbered. */
  readonly root: Node;
  readonly facts: Facts;
  readonly options: RuleOptions;
  readonly sources: readonly Found<TaintSource>[];
  readonly sinks: readonly Found<TaintSink>[];
  readonly sanitizers: readonly Found<TaintSanitizer>[];
  readonly propagators: readonly Found<TaintPropagator>[];
  readonly traits?: Traits | undefined;
  /** Steps that may still be taken; counted down. At zero the analysis ends with what it has found. */
  readonly budget?: { left: number } | undefined;
  /** Is called at every step; what it throws ends the analysis. */
  readonly spend?: (() => void) | undefined;
  /** Tells whether two metavariables hold the same code, for `taint_unify_mvars`; structural when left out. */
  readonly same?: ((left: Bound, right: Bound) => boolean) | undefined;
}

/** Is a place in the file: offsets in UTF-16 units, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Is how taint got from its source to its sink. */
export interface TaintTrace {
  readonly source: Span;
  /** Variables that held it in between, in order of flow. */
  readonly variables: readonly Span[];
  readonly sink: Span;
}

/** Is one flow of tainted data into a sink. */
export interface TaintFinding extends Span {
  /** Metavariables of sink and source; the sink's win. */
  readonly bindings: Bindings;
  readonly trace: TaintTrace;
}
