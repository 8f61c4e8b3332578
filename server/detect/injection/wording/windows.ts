/** Lists the traits of sentences, and the windows of sentences that are weighed together. Pure, and linear. */
import type { Hit } from '../orders/judgement.ts';
import { clausesOf, type Clause } from './clauses.ts';
import { eachTrait, eachTraitOfHit, places } from './traits.ts';

/** Is a sentence with its traits, each once. */
export interface Weighed {
  readonly clause: Clause;
  readonly traits: readonly number[];
}

/** Is a row of sentences: from the first up to, and without, the last. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** More sentences tell no more together. */
const mostClauses = 3;
const leastTokens = 3;
const mostTokens = 80;

/** Says of which sentence a trait was last seen; kept, because a table of that size costs more than a sentence. */
const seen = new Uint32Array(places);
let stamp = 0;

function nextStamp(): void {
  stamp = (stamp + 1) >>> 0;
  if (stamp > 0) return;
  seen.fill(0);
  stamp = 1;
}

/** Returns the sentences of a text with their traits; hits are the features of orders, by where they start. */
export function weighedClauses(text: string, hits: readonly Hit[]): readonly Weighed[] {
  let next = 0;
  return clausesOf(text).map(clause => {
    nextStamp();
    const traits: number[] = [];
    const put = (place: number): void => {
      if (seen[place] === stamp) return;
      seen[place] = stamp;
      traits.push(place);
    };
    eachTrait(clause, put);
    for (let hit = hits[next]; hit !== undefined && hit.start < clause.end; hit = hits[next]) {
      eachTraitOfHit(hit, put);
      next += 1;
    }
    return { clause, traits };
  });
}

/** Calls back with each window of up to three sentences. */
export function eachWindow(clauses: readonly Weighed[], found: (window: Window) => void): void {
  let any = false;
  for (let from = 0; from < clauses.length; from += 1) {
    let tokens = 0;
    for (let to = from; to < clauses.length && to < from + mostClauses; to += 1) {
      tokens += clauses[to]?.clause.tokens.length ?? 0;
      if (tokens > mostTokens) break;
      if (tokens < leastTokens) continue;
      any = true;
      found({ from, to: to + 1 });
    }
  }
  if (!any && clauses.length > 0) found({ from: 0, to: Math.min(clauses.length, mostClauses) });
}

/** Returns the share of a sum of weights: a window of many traits tells no more than one of few. */
export const shareOf = (traits: number): number => 3 / Math.sqrt(traits + 8);
