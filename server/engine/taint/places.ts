/** Storage places: variables, their fields and their indexes, read and written. */
import { kid, type Kind, type Node } from '../tree/node.ts';
import { allOf, flat, type Machine, untainted, type Value } from './machine.ts';
import { anyIndex, type Fields, gather, part, type Status, statusOf, taintsOf } from './shape.ts';
import type { Place } from './state.ts';
import { nothing, type Taints, union } from './taints.ts';

/** Tells whether a node may be a storage place. */
export function isPlace(node: Node): boolean {
  return node.kind === 'Name' || node.kind === 'Attr' || node.kind === 'Index' || isDereference(node);
}

/** Is `*p` or `&x`: pointers are not told from what they point to. */
const isDereference = ({ kind, text }: Node): boolean =>
  kind === 'Unary' && (text === '*' || text === '&' || text === '&mut');

/** Returns the place that a node names, or undefined where that cannot be followed. */
export function placeOf(machine: Machine, node: Node): Place | undefined {
  const { program } = machine;
  if (node.kind === 'Name') {
    return program.isSelf(node) ? undefined : { key: program.key(node), offsets: [], node };
  }
  if (isDereference(node)) return placeOf(machine, kid(node, 0));
  if (node.kind !== 'Attr' && node.kind !== 'Index') return undefined;
  if (node.kind === 'Attr') {
    const key = program.member(node);
    if (key !== undefined) return { key, offsets: [], node };
  }
  const object = placeOf(machine, kid(node, 0));
  return object === undefined
    ? undefined
    : { key: object.key, offsets: [...object.offsets, offsetOf(machine, node)], node };
}

/** Returns the offset of an Attr or Index node. */
function offsetOf(machine: Machine, node: Node): string {
  const index = kid(node, 1);
  if (node.kind === 'Attr') return index.kind === 'Name' ? `.${index.text}` : anyIndex;
  return node.kids.length === 2 ? keyOffset(machine, index) : anyIndex;
}

/** Returns the offset of an index or the key of a pair. */
export function keyOffset(machine: Machine, index: Node): string {
  if (index.kind === 'Str' || index.kind === 'Atom') return `.${index.text}`;
  if (index.kind === 'Num') return `[${index.text}]`;
  const constant = machine.program.facts.constant(index);
  if (constant?.text === undefined) return anyIndex;
  if (constant.kind === 'Str') return `.${constant.text}`;
  return constant.kind === 'Num' ? `[${constant.text}]` : anyIndex;
}

/** Is what reading a place tells: the object's own state beside the value, which method calls ask for. */
interface Read {
  readonly value: Value;
  readonly object: Value;
}

interface Inner {
  /** Taint found on the way, beside what the state holds. */
  readonly fresh: Taints;
  readonly status: Status | 'sanitized';
  readonly fields: Fields | undefined;
  readonly object: Value;
}

const known = (status: Inner['status']): Taints => (status === 'sanitized' ? nothing : taintsOf(status));

/** Reads a place: its own taint, or that of the object it is part of, and whatever marks say on the way. */
export function readPlace(machine: Machine, node: Node): Read {
  const { fresh, status, fields, object } = read(machine, node);
  const taints = machine.dropSafe(node, flat(union(fresh, known(status)))).taints;
  machine.sink(node, union(taints, gather(fields)));
  return { value: { taints, fields }, object };
}

function read(machine: Machine, node: Node): Inner {
  const place = placeOf(machine, node);
  if (machine.isSanitized(node, place)) {
    return { fresh: nothing, status: 'sanitized', fields: undefined, object: untainted };
  }
  const only = machine.options.taint_only_propagate_through_assignments;
  const base = readBase(machine, node, place);
  const current = union(base.fresh, known(base.status));
  const entered = machine.enterPlace(node, place, current);
  const indexes = machine.options.taint_assume_safe_indexes ? nothing : base.indexes;
  const incoming = only ? entered : union(union(base.fresh, entered), indexes);
  const all = union(incoming, known(base.status));
  const arrived = machine.propagate(node, union(all, gather(base.fields)), place);
  const fresh = union(machine.dropSafe(node, flat(incoming)).taints, arrived);
  machine.sink(node, union(known(base.status), fresh), mark => mark.whole);
  return { fresh, status: base.status, fields: base.fields, object: base.object };
}

interface Base extends Inner {
  /** Taint of index expressions. */
  readonly indexes: Taints;
}

function readBase(machine: Machine, node: Node, place: Place | undefined): Base {
  if (place?.offsets.length === 0 && !isDereference(node)) return readVariable(machine, node, place);
  if (node.kind === 'Name') return { ...clear, object: untainted };
  const object = readObject(machine, kid(node, 0));
  if (isDereference(node)) return { ...object, indexes: nothing };
  const indexes = readIndexes(machine, node);
  const only = machine.options.taint_only_propagate_through_assignments;
  const fresh = only ? nothing : object.fresh;
  const above = { taints: known(object.status), fields: object.fields };
  if (object.status === 'sanitized') return { ...clear, status: 'sanitized', indexes };
  const cell = part(object.fields, offsetOf(machine, node));
  const inherited = only ? undefined : object.status;
  return { fresh, status: cell?.status ?? inherited, fields: cell?.fields, object: above, indexes };
}

const clear: Base = {
  fresh: nothing,
  status: undefined,
  fields: undefined,
  object: untainted,
  indexes: nothing,
};

function readVariable(machine: Machine, node: Node, place: Place): Base {
  const { taints, fields, clean } = machine.read(place.key);
  if (node.kind === 'Name') {
    machine.useLambda(place.key);
    return { ...clear, status: clean ? 'clean' : statusOf(taints), fields };
  }
  // A field of the object itself or of a class: the object is no variable, but may be a source or sink of its own.
  const object = read(machine, kid(node, 0));
  const status = object.status === 'sanitized' ? 'sanitized' : clean ? 'clean' : statusOf(taints);
  return { ...clear, fresh: object.fresh, status: status ?? object.status, fields };
}

function readObject(machine: Machine, object: Node): Inner {
  if (isPlace(object)) return read(machine, object);
  const { taints, fields } = machine.evaluate(object);
  return { fresh: nothing, status: statusOf(taints), fields, object: untainted };
}

function readIndexes(machine: Machine, node: Node): Taints {
  if (node.kind === 'Attr' && kid(node, 1).kind === 'Name') return nothing;
  let taints = nothing;
  for (const index of node.kids.slice(1)) {
    const parts = index.kind === 'Slice' ? index.kids : [index];
    for (const child of parts)
      if (child.kind !== 'None') taints = union(taints, allOf(machine.evaluate(child)));
  }
  return taints;
}

/** Returns the value of a part of a value. */
export function project({ taints, fields }: Value, offset: string): Value {
  const cell = part(fields, offset);
  if (cell === undefined) return flat(taints);
  return { taints: cell.status === undefined ? taints : taintsOf(cell.status), fields: cell.fields };
}

type Assigner = (machine: Machine, target: Node, value: Value, moment: number) => void;

const toParts: Assigner = (machine, target, value, moment) => {
  target.kids.forEach((child, n) => {
    if (child.kind === 'Pair') assignPair(machine, child, value, moment);
    else assign(machine, child, project(value, `[${n}]`), moment);
  });
};

const toPairs: Assigner = (machine, target, value, moment) => {
  for (const child of target.kids) assignPair(machine, child, value, moment);
};

const toInner: Assigner = (machine, target, value, moment) => assign(machine, kid(target, 0), value, moment);

const toEach: Assigner = (machine, target, value, moment) => {
  for (const child of target.kids) assign(machine, child, flat(allOf(value)), moment);
};

const assigners: Partial<Record<Kind, Assigner>> = {
  Tuple: toParts,
  List: toParts,
  Seq: toParts,
  Args: toParts,
  Record: toPairs,
  Dict: toPairs,
  VarDef: toInner,
  Param: toInner,
  Spread: toEach,
  // `foreach ($xs as $k => $v)`
  Pair: toEach,
  Other: toEach,
  Unary: toEach,
  // A part of a pattern that has a default.
  Assign: (machine, target, value, moment) => {
    const fallback = machine.evaluate(kid(target, 1));
    const taints = union(value.taints, fallback.taints);
    assign(machine, kid(target, 0), { taints, fields: value.fields ?? fallback.fields }, moment);
  },
  // Patterns of Rust, Kotlin and the like: `Some(x)`.
  Call: (machine, target, value, moment) => toEach(machine, kid(target, 1), value, moment),
};

/** Gives a target of an assignment its value. Changes since the moment happened by side effect and are kept. */
export function assign(machine: Machine, target: Node, value: Value, moment: number): void {
  if (isPlace(target)) assignPlace(machine, target, value, moment);
  else assigners[target.kind]?.(machine, target, value, moment);
}

function assignPair(machine: Machine, child: Node, value: Value, moment: number): void {
  if (child.kind !== 'Pair') {
    assign(machine, child, value, moment);
    return;
  }
  const key = kid(child, 0);
  const offset = key.kind === 'Name' ? `.${key.text}` : keyOffset(machine, key);
  assign(machine, kid(child, 1), project(value, offset), moment);
}

function assignPlace(machine: Machine, target: Node, value: Value, moment: number): void {
  const { object } = readPlace(machine, target);
  sinkTarget(machine, target, union(object.taints, machine.enter(target, nothing)));
  const place = placeOf(machine, target);
  if (place === undefined) return;
  const { taints, fields } = machine.dropSafe(target, value);
  const touched = machine.state.touchedSince(place.key, moment);
  const weak = place.offsets.includes(anyIndex);
  // As in Semgrep, a new tainted value joins what the place held; one without taint makes it clean.
  if (taints.length > 0 || fields !== undefined) machine.state.add(place, taints, fields);
  else if (!touched && !weak) machine.state.clean(place);
}

/**
 * Reports a sink that is a whole assignment when its target is a source or part of a tainted object. What the target
 * itself held does not count: it is being replaced.
 */
function sinkTarget(machine: Machine, target: Node, taints: Taints): void {
  const above = target.parent;
  if (above?.kind !== 'Assign' && above?.kind !== 'VarDef') return;
  machine.sink(above, taints, ({ match }) => match.start <= target.start && target.end <= match.end);
}
