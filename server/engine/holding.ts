/** Where in a text the literals stand that a regex demands. */
import type { Analysis } from './analysis.ts';
import type { Places } from './formula/cover.ts';
import type { Clauses } from './formula/prefilter.ts';

/** Is a text, and the same in lower case. */
interface Texts {
  readonly text: string;
  readonly lower: string;
}

/** Is what is known of one text's literals. */
interface Known extends Texts {
  readonly covers: Map<string, Places | undefined>;
}

const known = new WeakMap<Analysis, Known>();

/** Returns where the literals of a clause stand in a text; undefined where that says nothing. */
export function holding(clause: Clauses[number], analysis: Analysis): Places | undefined {
  let of = known.get(analysis);
  if (of === undefined) {
    of = { text: analysis.text, lower: analysis.text.toLowerCase(), covers: new Map() };
    known.set(analysis, of);
  }
  const key = clause.map(literal => `${literal.in}:${literal.text}`).join('|');
  if (!of.covers.has(key)) of.covers.set(key, placesOf(clause, of));
  return of.covers.get(key);
}

function placesOf(clause: Clauses[number], { text, lower }: Texts): Places | undefined {
  const starts: number[] = [];
  for (const literal of clause) {
    if (literal.in === 'names') return undefined;
    const sought = literal.in === 'lower' ? lower : text;
    // Some letters become longer in lower case, and then places are others.
    if (sought.length !== text.length) return undefined;
    for (let at = sought.indexOf(literal.text); at >= 0; at = sought.indexOf(literal.text, at + 1))
      starts.push(at);
  }
  const sorted = Int32Array.from(starts).sort();
  const covers = ({ start, end }: { readonly start: number; readonly end: number }): boolean => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    return (sorted[low] ?? Infinity) < end;
  };
  return { starts: sorted, covers };
}
