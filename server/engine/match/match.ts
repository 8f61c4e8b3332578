/** What a pattern or formula found: where, and what its metavariables hold. */
import type { Node } from '../tree/node.ts';

/** Is what a metavariable holds. */
export type Bound =
  | { readonly kind: 'node'; readonly node: Node }
  /** What `$...X` holds: neighbours, maybe none; then `start` and `end` are where they would stand. */
  | { readonly kind: 'nodes'; readonly nodes: readonly Node[]; readonly start: number; readonly end: number }
  /** A part of a string, a group of a regex, or words of a generic pattern; `end - start` may differ from the text's length. */
  | { readonly kind: 'text'; readonly text: string; readonly start: number; readonly end: number };

/** Maps metavariables (with `$`; `$...X` with its dots; `$1` for groups of a regex) to what they hold. */
export type Bindings = ReadonlyMap<string, Bound>;

/** Is one match in a file: offsets in UTF-16 units, end exclusive. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly bindings: Bindings;
}

/** Returns where a metavariable's content stands. */
export const rangeOf = (bound: Bound): { readonly start: number; readonly end: number } =>
  bound.kind === 'node' ? { start: bound.node.start, end: bound.node.end } : bound;
