/** Ranges under evaluation, and what their metavariables hold together. */
import type { Found } from '../match/search.ts';
import { lookUp, type Binding } from '../match/env.ts';

/** Is a range under evaluation. `inside` ranges only limit others; `regex` ones exclude both ways. */
export interface Range extends Found {
  readonly kind: 'plain' | 'inside' | 'regex';
}

/** Returns the first bindings with those of the second that it lacks. */
export function merge(a: Binding | undefined, b: Binding | undefined): Binding | undefined {
  if (a === undefined) return b;
  let merged = a;
  for (let at = b; at !== undefined; at = at.next)
    if (lookUp(merged, at.name) === undefined) merged = { name: at.name, bound: at.bound, next: merged };
  return merged;
}
