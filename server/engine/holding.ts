/** Where in a text the literals stand that a regex demands. */
import type { Analysis } from './analysis.ts';
import type { Cover } from './formula/cover.ts';
import type { Clauses } from './formula/prefilter.ts';

const places = new WeakMap<Analysis, Map<string, Cover | undefined>>();

/** Tells of places in a text whether they may hold one of a clause's literals; undefined where that says nothing. */
export function holding(clause: Clauses[number], analysis: Analysis): Cover | undefined {
  let known = places.get(analysis);
  if (known === undefined) places.set(analysis, (known = new Map<string, Cover | undefined>()));
  const key = clause.map(literal => `${literal.in}:${literal.text}`).join('|');
  if (!known.has(key)) known.set(key, coverOf(clause, analysis.text));
  return known.get(key);
}

function coverOf(clause: Clauses[number], text: string): Cover | undefined {
  const starts: number[] = [];
  for (const literal of clause) {
    if (literal.in === 'names') return undefined;
    const sought = literal.in === 'lower' ? text.toLowerCase() : text;
    // Some letters become longer in lower case, and then places are others.
    if (sought.length !== text.length) return undefined;
    for (let at = sought.indexOf(literal.text); at >= 0; at = sought.indexOf(literal.text, at + 1))
      starts.push(at);
  }
  const sorted = Int32Array.from(starts).sort();
  return ({ start, end }) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    return (sorted[low] ?? Infinity) < end;
  };
}
