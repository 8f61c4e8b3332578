/** Sets of taints, and boolean expressions over their labels. A set is an array in ascending order of `id`, never changed. */
import type { Match } from '../match/match.ts';
import type { Requires, TaintSource } from '../rule.ts';
import type { Node } from '../tree/node.ts';

/** Is one place where taint enters: a match of a source. */
export interface Origin {
  readonly number: number;
  readonly spec: TaintSource;
  readonly match: Match;
}

/** Is a variable that held the taint, and those before it. */
export interface Step {
  readonly node: Node;
  readonly before: Step | undefined;
  readonly length: number;
}

/** Is taint from one origin under one label; two with the same `id` are the same, whatever way they came. */
export interface Taint {
  readonly id: number;
  readonly origin: Origin;
  readonly label: string;
  readonly path: Step | undefined;
}

/** Is a set of taints. */
export type Taints = readonly Taint[];

/** Is the empty set. */
export const nothing: Taints = [];

/** Is how many taints a set may hold: more tell a reader nothing new. */
const most = 64;

/** Is how many variables a trace names. */
const longest = 12;

/** Returns the union; of two taints with one id, the left one with its path. */
export function union(left: Taints, right: Taints): Taints {
  if (left.length === 0 || left === right) return right;
  if (right.length === 0 || includesAll(left, right)) return left;
  const known = new Set(left.map(({ id }) => id));
  const all = [...left, ...right.filter(({ id }) => !known.has(id))].sort((a, b) => a.id - b.id);
  return all.length > most ? all.slice(0, most) : all;
}

function includesAll(left: Taints, right: Taints): boolean {
  if (right.length > left.length) return false;
  let l = 0;
  for (const taint of right) {
    while (l < left.length && (left[l]?.id ?? 0) < taint.id) l++;
    if (left[l]?.id !== taint.id) return false;
  }
  return true;
}

/** Tells whether two sets hold the same taints, whatever ways they came. */
export const equalTaints = (left: Taints, right: Taints): boolean =>
  left === right ||
  (left.length === right.length && left.every((taint, place) => taint.id === right[place]?.id));

/** Returns the taints with a variable added to their paths. */
export function through(taints: Taints, node: Node): Taints {
  if (taints.length === 0) return taints;
  return taints.map(taint => {
    const length = taint.path?.length ?? 0;
    if (length >= longest || taint.path?.node === node) return taint;
    return { ...taint, path: { node, before: taint.path, length: length + 1 } };
  });
}

/** Returns the labels of a set. */
export const labelsOf = (taints: Taints): ReadonlySet<string> => new Set(taints.map(({ label }) => label));

/** Tells whether labels satisfy a boolean expression. */
export function satisfies(labels: ReadonlySet<string>, requires: Requires): boolean {
  if (requires.kind === 'true') return true;
  if (requires.kind === 'label') return labels.has(requires.name);
  if (requires.kind === 'not') return !satisfies(labels, requires.part);
  return requires.kind === 'and'
    ? requires.parts.every(part => satisfies(labels, part))
    : requires.parts.some(part => satisfies(labels, part));
}

/** Is how many labels a rule can tell apart. */
const labelRoom = 1_024;

/** Makes taints whose ids agree for the same origin and label. */
export class TaintPool {
  private readonly labels = new Map<string, number>();

  /** Returns the taint of an origin under a label. */
  make(origin: Origin, label: string, path?: Step): Taint {
    let place = this.labels.get(label);
    if (place === undefined) {
      place = this.labels.size % labelRoom;
      this.labels.set(label, place);
    }
    return { id: origin.number * labelRoom + place, origin, label, path };
  }

  /**
   * Returns the taints that sources give where other taint comes in. A source that requires labels may find them among
   * what the others give, so those without requirements go first and the rest follow until nothing is added.
   */
  enter(origins: readonly Origin[], incoming: Taints): Taints {
    let given = nothing;
    let waiting = origins;
    for (;;) {
      const labels = labelsOf(union(given, incoming));
      const ready = waiting.filter(({ spec }) => satisfies(labels, spec.requires));
      if (ready.length === 0) return given;
      for (const origin of ready) given = union(given, [this.make(origin, origin.spec.label)]);
      waiting = waiting.filter(origin => !ready.includes(origin));
    }
  }

  /** Returns taints under a new label: all, or those whose label is among the replaced ones. */
  relabel(taints: Taints, label: string | undefined, replaced: readonly string[] | undefined): Taints {
    if (label === undefined) return taints;
    let result = nothing;
    for (const taint of taints) {
      const changes = replaced === undefined || replaced.includes(taint.label);
      result = union(result, [changes ? this.make(taint.origin, label, taint.path) : taint]);
    }
    return result;
  }
}
