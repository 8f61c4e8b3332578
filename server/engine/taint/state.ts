/** What is tainted at one point of the program. A state belongs to one way through it: ways that part copy it. */
import type { Node } from '../tree/node.ts';
import { type Cell, equalCells, type Fields, fieldsThrough, join, statusOf, update } from './shape.ts';
import { equalTaints, nothing, type Taints, through, union } from './taints.ts';

/** Names a variable: its symbol, or its spelling where it has none. */
export type Key = number | string;

/** Is a storage place: a variable and the way to a part of it. */
export interface Place {
  readonly key: Key;
  readonly offsets: readonly string[];
  /** Node that stands for it in a trace. */
  readonly node: Node;
}

/** Says when each variable was last changed; shared by all states of one analysis. */
interface Touches {
  now: number;
  readonly at: Map<Key, number>;
}

/** Is how many variables are followed at once. */
const most = 400;

const noTaints: ReadonlyMap<string, Taints> = new Map();
const noPlaces: ReadonlyMap<string, Place> = new Map();

const clean: Cell = { status: 'clean', fields: undefined };

/** Holds what is tainted; the only thing of the analysis that changes in place. */
export class State {
  /** What variables hold. Copies of a state share it until one of them changes it. */
  cells: ReadonlyMap<Key, Cell>;
  private own: Map<Key, Cell> | undefined = undefined;
  control: Taints = nothing;
  /** Taint on its way through propagators, and places that wait for it. */
  waiting: ReadonlyMap<string, Taints> = noTaints;
  pending: ReadonlyMap<string, Place> = noPlaces;
  /** False after return, throw, break and the like: what follows is not run. */
  alive = true;
  /** Statements run last, for sinks at the exit of a function. */
  last: readonly Node[] = [];
  private readonly touches: Touches;

  constructor(cells: ReadonlyMap<Key, Cell> = new Map(), touches: Touches = { now: 0, at: new Map() }) {
    this.cells = cells;
    this.touches = touches;
  }

  /** Returns the present moment, to ask later what was changed since. */
  moment(): number {
    return this.touches.now;
  }

  /** Tells whether a variable was changed since a moment: an assignment must not undo what happened by side effect. */
  touchedSince(key: Key, moment: number): boolean {
    return (this.touches.at.get(key) ?? -1) > moment;
  }

  /** Copies the state for a second way. */
  fork(): State {
    this.own = undefined;
    const copy = new State(this.cells, this.touches);
    copy.control = this.control;
    copy.alive = this.alive;
    copy.last = this.last;
    copy.waiting = this.waiting;
    copy.pending = this.pending;
    return copy;
  }

  /** Is true while nothing is tainted. */
  get untouched(): boolean {
    return this.cells.size === 0 && this.control.length === 0 && this.waiting.size === 0;
  }

  /** Ends this way. */
  end(): void {
    this.alive = false;
  }

  /** Taints a place further; what else is known of it stays. */
  add(place: Place, taints: Taints, fields?: Fields): void {
    if (taints.length === 0 && fields === undefined) return;
    if (!this.cells.has(place.key) && this.cells.size >= most) return;
    const given: Cell = {
      status: statusOf(through(taints, place.node)),
      fields: fieldsThrough(fields, place.node),
    };
    this.put(place, old => join(given, old.status === 'clean' ? { ...old, status: undefined } : old));
    this.touch(place.key);
  }

  /** Makes a place clean with all its parts. */
  clean(place: Place): void {
    this.touch(place.key);
    if (!this.cells.has(place.key)) return;
    if (place.offsets.length === 0) this.set(place.key, undefined);
    else this.put(place, () => clean);
  }

  private touch(key: Key): void {
    this.touches.now++;
    this.touches.at.set(key, this.touches.now);
  }

  private put(place: Place, change: (old: Cell) => Cell): void {
    this.set(place.key, update(this.cells.get(place.key), place.offsets, change));
  }

  /** Sets what a variable holds. */
  set(key: Key, cell: Cell | undefined): void {
    if (this.own === undefined) {
      this.own = new Map(this.cells);
      this.cells = this.own;
    }
    if (cell === undefined) this.own.delete(key);
    else this.own.set(key, cell);
  }
}

/** Returns a map with an entry set, or taken out. */
export function withEntry<V>(
  map: ReadonlyMap<string, V>,
  key: string,
  value: V | undefined,
): ReadonlyMap<string, V> {
  const copy = new Map(map);
  if (value === undefined) copy.delete(key);
  else copy.set(key, value);
  return copy;
}

/** Returns the state where two ways meet. One that has ended adds nothing. */
export function meet(left: State, right: State): State {
  if (!left.alive) return right;
  if (!right.alive || left === right) return left;
  const result = left.fork();
  result.pending = noPlaces;
  if (left.cells !== right.cells) meetCells(left, right, result);
  result.control = union(left.control, right.control);
  if (right.waiting !== left.waiting) {
    const waiting = new Map(left.waiting);
    for (const [id, taints] of right.waiting) waiting.set(id, union(waiting.get(id) ?? nothing, taints));
    result.waiting = waiting;
  }
  if (right.last.length > 0) result.last = [...new Set([...left.last, ...right.last])];
  return result;
}

function meetCells(left: State, right: State, result: State): void {
  for (const [key, cell] of left.cells) {
    const other = right.cells.get(key);
    if (other !== cell) result.set(key, join(cell, other ?? empty));
  }
  for (const [key, cell] of right.cells) if (!left.cells.has(key)) result.set(key, join(empty, cell));
}

const empty: Cell = { status: undefined, fields: undefined };

/** Tells whether two states say the same of variables and control flow. */
export function equalStates(left: State, right: State): boolean {
  if (left.alive !== right.alive || left.cells.size !== right.cells.size) return false;
  if (!equalTaints(left.control, right.control)) return false;
  if (left.cells === right.cells) return true;
  for (const [key, cell] of left.cells) if (!equalCells(cell, right.cells.get(key))) return false;
  return true;
}

/** Returns everything tainted in a state. */
export function everything(state: State, gather: (fields: Fields | undefined) => Taints): Taints {
  return gather(new Map([...state.cells].map(([key, cell]) => [String(key), cell])));
}
