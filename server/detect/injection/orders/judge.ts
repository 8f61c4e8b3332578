/**
 * Weighs a text as orders to an agent: finds features, weighs each by what the text is and by whether it is used or only
 * talked about, and adds up different ones that stand near each other. Pure, and linear in the size of the text.
 */
import { sentencesOf, type Sentence } from '../words/tokens.ts';
import { mentionsIn, type Mentions } from './mention.ts';
import type { Feature } from './feature.ts';
import { features } from './features.ts';
import { foreignOrder } from './foreign.ts';
import { frames } from './frames.ts';
import type { Hit, Judgement } from './judgement.ts';
import { findShape, indexed, type Indexed, type Match, type Shape } from './shapes.ts';
import type { Setting } from './surfaces.ts';

/** Features further apart than this tell nothing together. */
const near = 1_200;
/** More than a text can say that is not made to keep us busy. */
const mostHits = 400;

/** Returns the stretches of a text that weigh something, the heaviest first. */
export const judge = (text: string, setting: Setting): readonly Judgement[] => judged(hitsIn(text, setting));

/** Returns the stretches that features make, the heaviest first. */
export function judged(hits: readonly Hit[]): readonly Judgement[] {
  if (hits.length === 0) return [];
  const found: Judgement[] = [];
  for (let at = 0; at < hits.length;) {
    const stretch = stretchFrom(hits, at);
    found.push(weigh(stretch));
    at += stretch.length;
  }
  return found.toSorted((a, b) => b.score - a.score);
}

/** A stretch goes on for as long as features follow one another, within bounds. */
function stretchFrom(hits: readonly Hit[], from: number): readonly Hit[] {
  const first = hits[from];
  if (first === undefined) return [];
  let end = from + 1;
  while (end < hits.length && (hits[end]?.start ?? Infinity) - first.start <= near) end += 1;
  return hits.slice(from, end);
}

/** Each feature counts once, at its heaviest, and a little for being said again. */
function weigh(stretch: readonly Hit[]): Judgement {
  const best = new Map<string, Hit>();
  let again = 0;
  for (const hit of stretch) {
    const known = best.get(hit.id);
    if (known !== undefined) again += 0.15 * Math.min(hit.weight, known.weight);
    if (known === undefined || known.weight < hit.weight) best.set(hit.id, hit);
  }
  const kept = [...best.values()].toSorted((a, b) => b.weight - a.weight);
  const score = kept.reduce((sum, { weight }) => sum + weight, Math.min(again, 0.8));
  return {
    score: Math.round(score * 100) / 100,
    start: Math.min(...kept.map(({ start }) => start)),
    end: Math.max(...kept.map(({ end }) => end)),
    features: kept,
  };
}

/** Returns the features of a text by where they start; what is only talked about weighs less. */
export function hitsIn(text: string, setting: Setting): readonly Hit[] {
  const mentions = mentionsIn(text, setting);
  const hits: Hit[] = [];
  for (const sentence of sentencesOf(text)) {
    if (hits.length >= mostHits) break;
    const known = indexed(sentence);
    const share = isPlainQuestion(sentence) ? 0.55 : 1;
    for (const hit of sentenceHits(known, setting))
      hits.push(weakened({ ...hit, weight: hit.weight * share }, mentions));
  }
  hits.push(...frameHits(text, setting).map(hit => weakened(hit, mentions)));
  return hits.filter(({ weight }) => weight > 0.1).toSorted((a, b) => a.start - b.start);
}

function sentenceHits(known: Indexed, setting: Setting): readonly Hit[] {
  const best = new Map<string, Hit>();
  for (const name of known.places.keys())
    for (const candidate of byHead.get(name) ?? []) {
      const weight = candidate.weight * candidate.feature.factor[setting];
      const { id, said } = candidate.feature;
      if (weight <= (best.get(id)?.weight ?? 0)) continue;
      const match = findShape(candidate.steps, known);
      if (match !== undefined) best.set(id, { id, said, weight, ...spanOf(match, known) });
    }
  const foreign = foreignOrder(known, setting);
  return foreign === undefined ? [...best.values()] : [...best.values(), foreign];
}

function spanOf(match: Match, { sentence }: Indexed): { readonly start: number; readonly end: number } {
  return {
    start: sentence.words[match.first]?.start ?? sentence.start,
    end: sentence.words[match.last]?.end ?? sentence.end,
  };
}

/** Who asks how or whether something is done orders nobody about. */
const isPlainQuestion = ({ asks, words }: Sentence): boolean => {
  if (!asks) return false;
  const [first = '', second = ''] = [words[0]?.text, words[1]?.text];
  return asking.test(first) || (mayAsk.test(first) && !asksReader.test(second));
};

const asking = /^(?:how|why|when|where|which|who|is|are|does|did|has|should)$/u;
const mayAsk = /^(?:can|could|may|do|what|would)$/u;
const asksReader = /^(?:you|is|are|was|were)$/u;

interface Candidate {
  readonly feature: Feature;
  readonly weight: number;
  readonly steps: Shape;
}

/** Shapes by the names of their first word: most sentences hold the first word of few. */
const byHead = new Map<string, Candidate[]>();
for (const feature of features)
  for (const { weight, steps } of feature.shapes)
    for (const name of steps[0]?.names ?? [])
      byHead.set(name, [...(byHead.get(name) ?? []), { feature, weight, steps }]);

function frameHits(text: string, setting: Setting): readonly Hit[] {
  return frames.flatMap(({ id, said, factor, marks }) =>
    marks.flatMap(({ weight, mark }) =>
      firstMatches(text, mark).map(match => ({
        id,
        said,
        weight: weight * factor[setting],
        start: match.index,
        end: match.index + match[0].length,
      })),
    ),
  );
}

function firstMatches(text: string, mark: RegExp): readonly RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  for (const match of text.matchAll(mark)) {
    found.push(match);
    if (found.length >= 40) break;
  }
  return found;
}

const weakened = (hit: Hit, mentions: Mentions): Hit => ({
  ...hit,
  weight: hit.weight * mentions.share(hit.start, hit.end),
});
