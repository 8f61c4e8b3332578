/** What variables hold while a function is followed: values, how two of them meet, and a store that can go back. */
import type { Kind, Node } from '../tree/node.ts';
import type { Constant } from './facts.ts';
import { joinConstants } from './fold.ts';

/** Is what a variable holds: a constant, the expression it was given, or something unknown (`null`). */
export type Value = Constant | Node | null;

/** Tells whether a value is an expression rather than a constant. */
export const isExpression = (value: Value | undefined): value is Node =>
  value !== undefined && value !== null && 'kids' in value;

/** Returns the constant in a value, if it is one. */
export const constantIn = (value: Value | undefined): Constant | undefined =>
  value === undefined || value === null || isExpression(value) ? undefined : value;

/** Returns what a variable holds that holds one value or the other. */
export function joinValues(one: Value, other: Value): Value {
  if (one === other) return one;
  if (one === null || other === null || isExpression(one) || isExpression(other)) return null;
  return joinConstants(one, other) ?? null;
}

/** Maps variables, by the ids of their declarations, to what they hold; absent: not assigned so far. */
export type Changes = ReadonlyMap<number, Value>;

/** Holds the variables of the code at hand; every change is logged, so that a branch can be taken back. */
export class Store {
  readonly #values = new Map<number, Value>();
  readonly #log: { readonly id: number; readonly old: Value | undefined }[] = [];

  get(id: number): Value | undefined {
    return this.#values.get(id);
  }

  set(id: number, value: Value): void {
    this.#log.push({ id, old: this.#values.get(id) });
    this.#values.set(id, value);
  }

  /** Returns the place in the log to which `changesSince` and `undo` refer. */
  mark(): number {
    return this.#log.length;
  }

  changesSince(mark: number): Changes {
    const changes = new Map<number, Value>();
    for (let at = mark; at < this.#log.length; at++) {
      const id = this.#log[at]?.id ?? 0;
      const value = this.#values.get(id);
      if (value !== undefined) changes.set(id, value);
    }
    return changes;
  }

  undo(mark: number): void {
    while (this.#log.length > mark) {
      const entry = this.#log.pop();
      if (entry === undefined) return;
      if (entry.old === undefined) this.#values.delete(entry.id);
      else this.#values.set(entry.id, entry.old);
    }
  }

  /** Sets what holds after one of several branches was taken; a branch that assigned nothing leaves what was. */
  merge(ends: readonly Changes[]): void {
    const ids = new Set(ends.flatMap(changes => [...changes.keys()]));
    for (const id of ids) {
      let value: Value | undefined;
      for (const changes of ends) {
        const end = changes.get(id) ?? (changes.has(id) ? null : this.get(id));
        // Where it was never assigned it is of no use to the code that follows, so the other branch decides.
        if (end === undefined) continue;
        value = value === undefined ? end : joinValues(value, end);
      }
      if (value !== undefined && value !== this.get(id)) this.set(id, value);
    }
  }
}

const literals = new Set<Kind>(['Str', 'Num', 'Bool', 'Null']);

/** Tells whether a node is written out as a constant. */
export const isLiteral = (node: Node): boolean => literals.has(node.kind);

const symbolic = new Set<Kind>([
  ...literals,
  ...(['Name', 'Char', 'Atom', 'Cast', 'Attr', 'Index', 'Call', 'New', 'Args', 'KwArg', 'None'] as const),
]);

/** Is how large an expression may be that stands for a variable. */
const largest = 300;

/** Tells whether an expression may stand for the variable it was assigned to: names, literals, calls and accesses only. */
export function isSymbolic(expression: Node, nodes: readonly Node[]): boolean {
  if (expression.kind === 'Cast') return isSymbolic(expression.kids[1] ?? expression, nodes);
  if (expression.last - expression.index > largest) return false;
  for (let at = expression.index; at <= expression.last; at++)
    if (!symbolic.has(nodes[at]?.kind ?? 'Other')) return false;
  return true;
}
