/** Says how one JSON value differs from another, place by place, so that a person can read it. Pure. */

/** Is one place that differs; absent on the side that lacks it. */
export interface Change {
  /** Place, outermost name first, joined by dots: `inputSchema.properties.note.description`. */
  readonly place: string;
  readonly was?: string;
  readonly is?: string;
}

/** More differences than this say nothing new. */
const mostChanges = 200;

/** Lists the places at which two values differ, in the order of the newer one. */
export function changesBetween(before: unknown, after: unknown): readonly Change[] {
  const was = leavesOf(before);
  const is = leavesOf(after);
  const places = [...new Set([...is.keys(), ...was.keys()])];
  return places
    .filter(place => was.get(place) !== is.get(place))
    .slice(0, mostChanges)
    .map(place => ({ place, ...side('was', was.get(place)), ...side('is', is.get(place)) }));
}

const side = (name: 'was' | 'is', value: string | undefined): Partial<Change> =>
  value === undefined ? {} : { [name]: value };

function leavesOf(root: unknown): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>();
  const stack: { readonly place: string; readonly value: unknown }[] = [{ place: '', value: root }];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    const { place, value } = item;
    const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    if (inner.length === 0) {
      if (value !== undefined && value !== null)
        leaves.set(place, typeof value === 'string' ? value : JSON.stringify(value));
      continue;
    }
    for (const [name, each] of inner.reverse())
      stack.push({ place: place === '' ? name : `${place}.${name}`, value: each });
  }
  return leaves;
}

/** Renders a value with sorted names, so that equal values have equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
