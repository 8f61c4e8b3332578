/** Tells talk about orders from orders: what is quoted, stands in code, or is explained weighs less. Pure. */
import { classesOf } from '../words/vocabulary.ts';
import type { Setting } from './surfaces.ts';

/** Tells for a stretch which share of its weight is left. */
export interface Mentions {
  readonly share: (start: number, end: number) => number;
  /** The same, for what stands in quotes or in code only. */
  readonly markedShare: (start: number, end: number) => number;
}

/** How far around a stretch words that explain it are looked for. */
const around = 240;

const everything: Mentions = { share: () => 1, markedShare: () => 1 };

/** Prepares a text; what people do not see is not there to be discussed. */
export function mentionsIn(text: string, setting: Setting): Mentions {
  if (setting === 'hidden') return everything;
  // Most texts hold nothing that has to be weighed.
  let known: Background | undefined;
  const background = (): Background => (known ??= backgroundOf(text));
  return {
    share: (start, end) => {
      const { fences, explains } = background();
      const isQuoted = quotesAround(text, start, end);
      const isCode = isWithin(fences, start, end);
      const before = text.slice(Math.max(0, start - around), start);
      const said = explanations(`${before} ${text.slice(end, end + around / 2)}`);
      const marked = isQuoted ? 0.5 : isCode ? 0.6 : 1;
      return marked * shareOf(said, isQuoted || isCode) * (explains ? 0.6 : 1);
    },
    markedShare: (start, end) => {
      const { fences, explains } = background();
      if (!quotesAround(text, start, end) && !isWithin(fences, start, end)) return 1;
      return explains ? 0.3 : 0.7;
    },
  };
}

interface Background {
  readonly fences: readonly Span[];
  readonly explains: boolean;
}

const backgroundOf = (text: string): Background => ({
  fences: fencesIn(text),
  explains: text.length > 400 && explanations(text.slice(0, 6_000)) >= 5,
});

const isWithin = (spans: readonly Span[], start: number, end: number): boolean =>
  spans.some(span => span.start <= start && end <= span.end);

const shareOf = (said: number, isMarked: boolean): number => {
  if (said === 0) return 1;
  if (isMarked) return said > 1 ? 0.35 : 0.5;
  return said > 2 ? 0.5 : said > 1 ? 0.65 : 0.85;
};

/** Counts different words that explain attacks. */
function explanations(text: string): number {
  const found = new Set<string>();
  for (const [word] of text.toLowerCase().matchAll(/[a-z][a-z.-]{2,20}[a-z]/gu)) {
    const names = classesOf(word);
    if (names.includes('EXAMPLE') || (names.includes('INSTANCE') && word !== 'such' && word !== 'like'))
      found.add(word);
  }
  return found.size;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Lists fenced blocks of a document; a text that is nothing but one block quotes nothing. */
function fencesIn(text: string): readonly Span[] {
  const spans: Span[] = [];
  let open: number | undefined;
  for (const { index } of text.matchAll(/^[^\S\n]{0,3}(?:```|~~~)/gmu)) {
    if (open === undefined) open = index;
    else {
      spans.push({ start: open, end: index });
      open = undefined;
    }
  }
  return spans.filter(({ start, end }) => end - start < text.length * 0.8);
}

const pairs: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ['“', '”'],
  ['`', '`'],
  ["'", "'"],
  ['«', '»'],
  ['„', '“'],
  ['‘', '’'],
];

/** Tells whether quotation marks stand around a stretch on its line, and words that say so before them. */
function quotesAround(text: string, start: number, end: number): boolean {
  const from = Math.max(text.lastIndexOf('\n', start - 1) + 1, start - 400);
  const lineEnd = text.indexOf('\n', end);
  const head = text.slice(from, start);
  const tail = text.slice(end, Math.min(lineEnd < 0 ? text.length : lineEnd, end + 400));
  return pairs.some(([open, close]) => {
    const at = head.lastIndexOf(open);
    if (at < 0 || !tail.includes(close)) return false;
    if (open === close && countOf(head, open) % 2 === 0) return false;
    if (open === "'" && /\w/u.test(head.charAt(at - 1))) return false;
    return /\w{2}/u.test(head.slice(0, at)) || /\w{2}/u.test(tail.slice(tail.indexOf(close)));
  });
}

const countOf = (text: string, mark: string): number => text.split(mark).length - 1;
