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

const none: readonly never[] = [];

/** Answers whether any of many ranges overlaps another. */
class Spans {
  private readonly starts: readonly number[];
  /** Furthest end of a range and all before it. */
  private readonly ends: readonly number[];

  constructor(spans: readonly Span[]) {
    const sorted = [...spans].sort((a, b) => a.start - b.start);
    let furthest = -1;
    this.starts = sorted.map(({ start }) => start);
    this.ends = sorted.map(({ end }) => (furthest = Math.max(furthest, end)));
  }

  touch({ start, end }: Span): boolean {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) < end) low = middle + 1;
      else high = middle;
    }
    return low > 0 && (this.ends[low - 1] ?? 0) > start;
  }
}

/** Holds the marks of one sort, by node. */
export class Marks<Spec extends Exactness> {
  private readonly byNode = new Map<number, Mark<Spec>[]>();
  private readonly all: readonly Mark<Spec>[];
  private readonly spans: Spans;
  private count = 0;

  constructor(found: readonly Found<Spec>[], sites: readonly Node[]) {
    const all: Mark<Spec>[] = [];
    for (const { spec, matches } of found) {
      const marked: (readonly [number, Mark<Spec>])[] = [];
      for (const match of matches) {
        const number = all.length;
        all.push({ spec, match, number, whole: true });
        for (let place = lowerBound(sites, match.start); place < sites.length; place++) {
          const site = sites[place];
          if (site === undefined || site.start >= match.end || this.count++ > most) break;
          if (site.end > match.end) continue;
          marked.push([place, { spec, match, number, whole: isWhole(site, match) }]);
        }
      }
      const best = spec.exact ? outermost(sites, marked) : marked;
      for (const [place, mark] of best) this.set(sites[place], mark);
    }
    this.spans = new Spans(all.map(({ match }) => match));
    this.all = all;
  }

  /** Returns the matches that a node lies within, however small a part of them it is. */
  covering({ start, end }: Span): readonly Mark<Spec>[] {
    return this.all.filter(({ match }) => match.start <= start && end <= match.end);
  }

  /** Returns the matches that make a node a source, sink or sanitizer. */
  at(node: Node): readonly Mark<Spec>[] {
    return this.byNode.get(node.index) ?? none;
  }

  /** Tells whether any match overlaps a range. */
  touch(range: Span): boolean {
    return this.spans.touch(range);
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
    return this.byNode.get(node.index) ?? none;
  }

  private open(match: Match, metavariable: string, channel: Channel): void {
    const bound = match.bindings.get(metavariable);
    if (bound === undefined) return;
    const range = rangeOf(bound);
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
