/**
 * Which nodes a rule's matches cover. A match may be anything (a statement, a block, a parameter), so a node is a source
 * when it lies within a match of a source. Where that must be exact, only the outermost nodes within the matches count.
 */
import type { Match } from '../match/match.ts';
import { rangeOf } from '../match/match.ts';
import type { TaintPropagator, TaintSink } from '../rule.ts';
import type { Node } from '../tree/node.ts';
import type { Found, Span } from './types.ts';

/** Says that a node lies within a match. */
export interface Mark<Spec> {
  readonly spec: Spec;
  readonly match: Match;
  /** Place of the match among all matches of its sort. */
  readonly number: number;
  /** True when the node is just what was matched. */
  readonly whole: boolean;
}

interface Exactness {
  readonly exact: boolean;
}

/** Is how many marks one rule may set in one file; only hostile rules come near. */
const most = 400_000;

/** Holds the marks of one sort, by node. */
export class Marks<Spec extends Exactness> {
  private readonly byNode = new Map<number, Mark<Spec>[]>();
  private readonly all: readonly Mark<Spec>[];
  private readonly spans: readonly Span[];
  private count = 0;

  constructor(found: readonly Found<Spec>[], sites: readonly Node[]) {
    const spans: Span[] = [];
    const all: Mark<Spec>[] = [];
    for (const { spec, matches } of found) {
      const marked: (readonly [number, Mark<Spec>])[] = [];
      for (const match of matches) {
        const number = spans.length;
        spans.push(match);
        all.push({ spec, match, number, whole: true });
        for (const place of within(sites, match)) {
          const site = sites[place];
          if (site === undefined || this.count++ > most) break;
          marked.push([place, { spec, match, number, whole: isWhole(site, match) }]);
        }
      }
      const best = spec.exact ? outermost(sites, marked) : marked;
      for (const [place, mark] of best) this.set(sites[place], mark);
    }
    this.spans = spans;
    this.all = all;
  }

  /** Returns the matches that a node lies within, however small a part of them it is. */
  covering({ start, end }: Span): readonly Mark<Spec>[] {
    return this.all.filter(({ match }) => match.start <= start && end <= match.end);
  }

  /** Returns the matches that make a node a source, sink or sanitizer. */
  at(node: Node): readonly Mark<Spec>[] {
    return this.byNode.get(node.index) ?? [];
  }

  /** Tells whether any match overlaps a range. */
  touch({ start, end }: Span): boolean {
    return this.spans.some(span => span.start < end && start < span.end);
  }

  /** Is true when nothing was matched. */
  get none(): boolean {
    return this.spans.length === 0;
  }

  private set(node: Node | undefined, mark: Mark<Spec>): void {
    if (node === undefined) return;
    const marks = this.byNode.get(node.index);
    if (marks === undefined) this.byNode.set(node.index, [mark]);
    else marks.push(mark);
  }
}

/** Tells whether a node is all of a range but for a trailing character in a long one. */
const isWhole = (node: Span, range: Span): boolean =>
  node.start >= range.start &&
  node.end <= range.end &&
  node.end - node.start > 0.99 * (range.end - range.start);

function* within(sites: readonly Node[], range: Span): Generator<number> {
  for (let place = lowerBound(sites, range.start); place < sites.length; place++) {
    const site = sites[place];
    if (site === undefined || site.start >= range.end) return;
    if (site.end <= range.end) yield place;
  }
}

function lowerBound(sites: readonly Node[], start: number): number {
  let low = 0;
  let high = sites.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sites[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

function outermost<T>(
  sites: readonly Node[],
  marked: readonly (readonly [number, T])[],
): readonly (readonly [number, T])[] {
  const inOrder = [...marked].sort(([a], [b]) => a - b);
  const best: (readonly [number, T])[] = [];
  let cover: Node | undefined;
  for (const entry of inOrder) {
    const site = sites[entry[0]];
    if (site === undefined) continue;
    const inside = cover !== undefined && site.end <= cover.end;
    const same = cover !== undefined && site.start === cover.start && site.end === cover.end;
    if (inside && !same) continue;
    if (!inside) cover = site;
    best.push(entry);
  }
  return best;
}

/** Says that a node is an end of a propagation, or that its taint is asked for by a sink. */
export interface Channel {
  readonly kind: 'from' | 'to' | 'watch';
  readonly id: string;
  readonly spec: TaintPropagator | undefined;
}

/** Holds the ends of propagations, by node. */
export class Channels {
  private readonly byNode = new Map<number, Channel[]>();
  private readonly spans: Span[] = [];
  private readonly sites: readonly Node[];

  constructor(
    propagators: readonly Found<TaintPropagator>[],
    sinks: readonly Found<TaintSink>[],
    sites: readonly Node[],
  ) {
    this.sites = sites;
    let number = 0;
    for (const { spec, matches } of propagators) {
      for (const match of matches) {
        const id = `p${number++}`;
        this.open(match, spec.from, { kind: 'from', id, spec });
        this.open(match, spec.to, { kind: 'to', id, spec });
      }
    }
    number = 0;
    for (const { spec, matches } of sinks) {
      for (const match of matches) {
        const sink = number++;
        if (!('kind' in spec.requires)) {
          for (const { metavariable } of spec.requires) {
            this.open(match, metavariable, {
              kind: 'watch',
              id: watched(sink, metavariable),
              spec: undefined,
            });
          }
        }
      }
    }
  }

  /** Returns the ends at a node. */
  at(node: Node): readonly Channel[] {
    return this.byNode.get(node.index) ?? [];
  }

  /** Tells whether any end overlaps a range. */
  touch({ start, end }: Span): boolean {
    return this.spans.some(span => span.start < end && start < span.end);
  }

  private open(match: Match, metavariable: string, channel: Channel): void {
    const bound = match.bindings.get(metavariable);
    if (bound === undefined) return;
    const range = rangeOf(bound);
    this.spans.push(range);
    for (let place = lowerBound(this.sites, range.start); place < this.sites.length; place++) {
      const site = this.sites[place];
      if (site === undefined || site.start > range.start + 0.01 * (range.end - range.start)) return;
      if (!isWhole(site, range)) continue;
      const channels = this.byNode.get(site.index);
      if (channels === undefined) this.byNode.set(site.index, [channel]);
      else channels.push(channel);
    }
  }
}

/** Returns the name under which the taint of a sink's metavariable is kept. */
export const watched = (sink: number, metavariable: string): string => `s${sink}:${metavariable}`;
