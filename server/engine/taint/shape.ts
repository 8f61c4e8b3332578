/**
 * What is known of the parts of an object: which fields and constant indexes are tainted, which are clean. A cell without
 * a status of its own has that of the cell above it. Cells are never changed.
 */
import { equalTaints, nothing, type Taints, through, union } from './taints.ts';
import type { Node } from '../tree/node.ts';

/** Is the state of a storage place: tainted, explicitly clean, or as the object around it. */
export type Status = Taints | 'clean' | undefined;

/** Maps offsets to the cells of an object's parts: `.name` for fields and string keys, `[3]`, `*` for any index. */
export type Fields = ReadonlyMap<string, Cell>;

/** Is one storage place and what is known of its parts. */
export interface Cell {
  readonly status: Status;
  readonly fields: Fields | undefined;
}

/** Is the offset of an unknown index. */
export const anyIndex = '*';

const unknown: Cell = { status: undefined, fields: undefined };

/** Is how many parts of one object are told apart. */
const most = 64;

/** Returns the taints of a status. */
export const taintsOf = (status: Status): Taints =>
  status === undefined || status === 'clean' ? nothing : status;

/** Returns a status for taints: none at all is no status. */
export const statusOf = (taints: Taints): Status => (taints.length === 0 ? undefined : taints);

/** Returns every taint within the parts of an object. */
export function gather(fields: Fields | undefined): Taints {
  let all = nothing;
  for (const cell of fields?.values() ?? [])
    all = union(union(all, taintsOf(cell.status)), gather(cell.fields));
  return all;
}

/** Returns the cell of a part, or undefined where nothing is known of it. */
export function part(fields: Fields | undefined, offset: string): Cell | undefined {
  if (fields === undefined) return undefined;
  if (offset !== anyIndex)
    return fields.get(offset) ?? (offset.startsWith('.') ? undefined : fields.get(anyIndex));
  let all: Cell | undefined;
  for (const cell of fields.values()) all = all === undefined ? cell : join(all, cell);
  return all;
}

/** Returns a cell with the place at the offsets put into a new state; undefined where nothing is worth keeping. */
export function update(
  cell: Cell | undefined,
  offsets: readonly string[],
  change: (old: Cell) => Cell,
): Cell | undefined {
  const old = cell ?? unknown;
  const [offset, ...rest] = offsets;
  if (offset === undefined) return kept(change(old));
  const fields = new Map(old.fields);
  const place = fields.has(offset) || fields.size < most ? offset : anyIndex;
  const next = update(fields.get(place), rest, change);
  if (next === undefined) fields.delete(place);
  else fields.set(place, next);
  return kept({ status: old.status, fields: fields.size === 0 ? undefined : fields });
}

const kept = (cell: Cell): Cell | undefined =>
  cell.status === undefined && cell.fields === undefined ? undefined : cell;

/** Returns the cell of two ways that meet. What is said of a part on one way only is as its object on the other. */
export function join(
  left: Cell,
  right: Cell,
  above: readonly [Status, Status] = [undefined, undefined],
): Cell {
  if (left === right && above[0] === above[1]) return left;
  const explicit = left.status !== undefined || right.status !== undefined;
  const inherited: readonly [Status, Status] = [left.status ?? above[0], right.status ?? above[1]];
  return { status: explicit ? meet(...inherited) : undefined, fields: joinFields(left, right, inherited) };
}

function joinFields(left: Cell, right: Cell, above: readonly [Status, Status]): Fields | undefined {
  if (left.fields === undefined && right.fields === undefined) return undefined;
  const fields = new Map<string, Cell>();
  for (const [offset, cell] of left.fields ?? []) {
    fields.set(offset, join(cell, right.fields?.get(offset) ?? unknown, above));
  }
  for (const [offset, cell] of right.fields ?? []) {
    if (!fields.has(offset)) fields.set(offset, join(unknown, cell, above));
  }
  return fields;
}

function meet(left: Status, right: Status): Status {
  const taints = union(taintsOf(left), taintsOf(right));
  return taints.length > 0 ? taints : 'clean';
}

/** Tells whether two cells say the same. */
export function equalCells(left: Cell | undefined, right: Cell | undefined): boolean {
  if (left === right) return true;
  if (left === undefined || right === undefined || !equalStatus(left.status, right.status)) return false;
  return left.fields?.size === right.fields?.size && holdsAll(left.fields, right.fields);
}

const equalStatus = (left: Status, right: Status): boolean =>
  (left === 'clean') === (right === 'clean') && equalTaints(taintsOf(left), taintsOf(right));

function holdsAll(left: Fields | undefined, right: Fields | undefined): boolean {
  for (const [offset, cell] of left ?? []) if (!equalCells(cell, right?.get(offset))) return false;
  return true;
}

/** Returns parts whose taints have passed through a variable. */
export function fieldsThrough(fields: Fields | undefined, node: Node): Fields | undefined {
  if (fields === undefined) return undefined;
  const result = new Map<string, Cell>();
  for (const [offset, { status, fields: parts }] of fields) {
    const passed = status === 'clean' ? status : statusOf(through(taintsOf(status), node));
    result.set(offset, { status: passed, fields: fieldsThrough(parts, node) });
  }
  return result;
}
