/**
 * The classifier of wordings: a linear model of traits of up to three sentences, trained on texts of our own. Where the model
 * of orders looks for shapes that we thought of, it tells what the examples have in common. Pure, and linear.
 */
import type { Hit } from '../orders/judgement.ts';
import type { Clause } from './clauses.ts';
import { saidOf } from './lookup.ts';
import { eachTrait } from './traits.ts';
import { weights } from './weights.ts';
import { eachWindow, shareOf, weighedClauses, type Weighed, type Window } from './windows.ts';

/** Is a passage that is worded like orders. */
export interface Passage {
  /** The logarithm of the odds; what is said by chance in a long text is taken off. */
  readonly score: number;
  readonly start: number;
  readonly end: number;
  /** What it speaks of, the heaviest first; none of its own words. */
  readonly speaksOf: readonly string[];
}

/** The more sentences a text has, the more look like orders by chance. */
const chance = 0.45;
/** Lower scores interest nobody. */
const least = -1.5;
const mostPassages = 5;

/** Is a text as the classifier weighs it. */
export interface Weighing {
  /** Passages that do not overlap, the heaviest first. */
  readonly passages: readonly Passage[];
  /** Returns the heaviest score of a window that reaches into a stretch; nothing for one without words. */
  readonly scoreWithin: (start: number, end: number) => number | undefined;
}

type Scored = Window & { readonly score: number };

/** Weighs a text; hits are the features of orders in it, by where they start. */
export function weigh(text: string, hits: readonly Hit[]): Weighing {
  const clauses = weighedClauses(text, hits);
  const { bias } = weights();
  const sums = clauses.map(sumOf);
  const expected = chance * Math.log(Math.max(1, clauses.length));
  const scored: Scored[] = [];
  eachWindow(clauses, window => {
    scored.push({ ...window, score: bias + scoreOf(window, clauses, sums) - expected });
  });
  const heavy = scored.filter(({ score }) => score >= least);
  return {
    passages: apart(heavy).map(window => passageOf(window, clauses)),
    scoreWithin: (start, end) => {
      const scores = scored
        .filter(({ from, to }) => startOf(clauses[from]) < end && endOf(clauses[to - 1]) > start)
        .map(({ score }) => score);
      return scores.length === 0 ? undefined : Math.max(...scores);
    },
  };
}

const startOf = (row: Weighed | undefined): number => row?.clause.start ?? 0;
const endOf = (row: Weighed | undefined): number => row?.clause.end ?? 0;

function sumOf({ traits }: Weighed): number {
  const { ofTrait, scale } = weights();
  let sum = 0;
  for (const trait of traits) sum += ofTrait[trait] ?? 0;
  return sum * scale;
}

function scoreOf({ from, to }: Window, clauses: readonly Weighed[], sums: readonly number[]): number {
  let [sum, count] = [0, 0];
  for (let at = from; at < to; at += 1) {
    sum += sums[at] ?? 0;
    count += clauses[at]?.traits.length ?? 0;
  }
  return sum * shareOf(count);
}

/** Of windows that overlap the heaviest is kept. */
function apart(windows: readonly Scored[]): readonly Scored[] {
  const kept: Scored[] = [];
  for (const window of windows.toSorted((a, b) => b.score - a.score)) {
    if (kept.length >= mostPassages) break;
    if (kept.every(({ from, to }) => window.to <= from || window.from >= to)) kept.push(window);
  }
  return kept;
}

function passageOf({ from, to, score }: Scored, clauses: readonly Weighed[]): Passage {
  const rows = clauses.slice(from, to).map(({ clause }) => clause);
  return {
    score: Math.round(score * 100) / 100,
    start: rows[0]?.start ?? 0,
    end: rows.at(-1)?.end ?? 0,
    speaksOf: speaksOf(rows),
  };
}

const mostSaid = 4;

/** Adds up what each word brought, and names the concepts of those that brought most. */
function speaksOf(clauses: readonly Clause[]): readonly string[] {
  const { ofTrait } = weights();
  const brought = new Map<string, number>();
  for (const clause of clauses)
    eachTrait(clause, (place, at) => {
      const said = saidOf(clause.tokens[at]?.entry.name ?? '');
      if (said !== '') brought.set(said, (brought.get(said) ?? 0) + (ofTrait[place] ?? 0));
    });
  return [...brought]
    .filter(([, weight]) => weight > 0)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, mostSaid)
    .map(([said]) => said);
}
