/** Finds the name that somebody who misspelt one will have meant. Must import nothing. */

/** Longer names are compared by their beginning only. */
const longest = 80;

/** Returns the name nearest to a misspelt one, or undefined when none is near. */
export function nearest(wrong: string, names: Iterable<string>): string | undefined {
  const limit = wrong.length <= 3 ? 1 : Math.min(3, Math.max(2, Math.ceil(wrong.length / 4)));
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const name of names) {
    const far = distance(wrong.toLowerCase(), name.toLowerCase());
    if (far <= limit && far < (best?.distance ?? Infinity)) best = { name, distance: far };
  }
  return best?.name;
}

/** Returns how many letters must be put in, taken out or replaced. */
function distance(from: string, to: string): number {
  const [a, b] = [from.slice(0, longest), to.slice(0, longest)];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [up, letter] of Array.from(a).entries()) {
    const next = [up + 1];
    for (const [left, other] of Array.from(b).entries()) {
      next.push(
        Math.min(
          (row[left] ?? 0) + (letter === other ? 0 : 1),
          (row[left + 1] ?? 0) + 1,
          (next[left] ?? 0) + 1,
        ),
      );
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** Returns " Did you mean …?" where a name is near, else ''. */
export function didYouMean(wrong: string, names: Iterable<string>): string {
  const near = nearest(wrong, names);
  return near === undefined ? '' : ` Did you mean "${near}"?`;
}
