/** Characters without width: rows and patterns of them hold bits; inside of words they keep filters from matching. */
import { tags } from '../../rule.ts';
import type { Spot, TextRule } from '../../text/rule.ts';
import { surfaces, type TextSource } from '../../text/source.ts';
import { characterAt, characterBefore, hasReason, lengthOf, rightToLeft } from '../hidden/characters.ts';

/** Reports characters without width that carry data or split words. */
export const zeroWidth: TextRule = {
  id: 'injection/zero-width',
  title: 'Characters without width hide something',
  why: 'Nobody sees them, but they can spell out orders for a model, or make one word look like another.',
  remedy: 'Take the characters out; keep only those that a script or an emoji needs.',
  severity: 'high',
  confidence: 'high',
  risks: ['INSTR', 'HIDE'],
  tags: tags(
    'OWASP-LLM@2025:LLM01',
    'OWASP-ASI@2026:ASI01',
    'MITRE-ATLAS@5.6.0:AML.T0068',
    'CWE@4.18:CWE-176',
    'CWE@4.18:CWE-451',
  ),
  surfaces,
  find: source => {
    const runs = unexplained(source.text);
    if (runs.length === 0) return [];
    const found = [...rows(runs), ...pattern(runs), ...splitWords(runs), ...splitNames(runs, source)];
    return found.length > 0 ? found : remark(runs);
  },
};

/** Is a row of hidden characters without an honest reason. */
interface Run {
  readonly start: number;
  readonly text: string;
  readonly length: number;
  readonly previous: string;
  readonly next: string;
}

const hidden =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{1d173}-\u{1d17a}]+/gu;

function unexplained(text: string): readonly Run[] {
  const mixesDirections = rightToLeft.test(text);
  return Array.from(text.matchAll(hidden), (match): Run => {
    const [run] = match;
    return {
      start: match.index,
      text: run,
      length: lengthOf(run),
      previous: characterBefore(text, match.index),
      next: characterAt(text, match.index + run.length),
    };
  }).filter(
    run =>
      run.length > 2 ||
      splitsLetters(text, run) ||
      Array.from(run.text).some(
        character => !hasReason(character, { ...run, mixesDirections, atStart: run.start === 0 }),
      ),
  );
}

/** Hyphenation leaves no letter alone between two places to break a word. */
const splitsLetters = (text: string, { start, text: run }: Run): boolean =>
  run === '\u00ad' && (text.charAt(start + 2) === run || text.charAt(start - 2) === run);

const removal = { title: 'Remove the hidden characters', text: '' };

/** A row of eight characters of two kinds is a byte; a long row of one kind has no use but to be counted. */
const rows = (runs: readonly Run[]): readonly Spot[] =>
  runs
    .filter(({ length, text }) => (length >= 8 && new Set(text).size > 1) || length >= 16)
    .map(({ start, text, length }) => ({
      start,
      end: start + text.length,
      detail: `${length} stand in a row.`,
      fix: removal,
    }));

/** Bits can be strewn between visible characters: two kinds, each again and again. */
function pattern(runs: readonly Run[]): readonly Spot[] {
  const counts = new Map<string, number>();
  for (const { text } of runs)
    for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  const frequent = [...counts.values()].filter(count => count >= 4);
  const total = frequent.reduce((sum, count) => sum + count, 0);
  if (frequent.length < 2 || total < 24) return [];
  return [{ ...span(runs), detail: `${total} of ${frequent.length} kinds are strewn over the text.` }];
}

const latin = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u;

/** A break between `some` and `Name` helps long names to wrap; one inside of a plain word keeps it from being found. */
const splitsWord = ({ previous, next }: Run): boolean =>
  latin.test(previous) && latin.test(next) && !(/\p{Ll}/u.test(previous) && /\p{Lu}/u.test(next));

function splitWords(runs: readonly Run[]): readonly Spot[] {
  const splits = runs.filter(splitsWord);
  if (splits.length < 3) return [];
  return [
    {
      ...span(splits),
      severity: splits.length < 12 ? 'medium' : 'high',
      detail: `${splits.length} stand inside of words.`,
    },
  ];
}

const prose = /\.(?:mdx?|markdown|mdc|txt|rst|adoc|html?|xml|json|ya?ml|csv|tsv|po|srt|svg|ftl|properties)$/u;
const nameCharacter = /[\p{ID_Continue}$]/u;

/** In code a hidden character makes two names that look the same. */
function splitNames(runs: readonly Run[], { surface, name }: TextSource): readonly Spot[] {
  if (surface !== 'written content' || !/\.\w+$/u.test(name) || prose.test(name)) return [];
  return runs
    .filter(run => isFiller(run) || nameCharacter.test(run.previous) || nameCharacter.test(run.next))
    .map(({ start, text }) => ({
      start,
      end: start + text.length,
      severity: 'medium',
      detail: 'It stands in or beside a name.',
      fix: removal,
    }));
}

/** Fillers count as letters, so that a name may consist of nothing else. */
const isFiller = ({ text }: Run): boolean => /[\u115f\u1160\u3164\uffa0]/u.test(text);

/** A few that mean no harm are told of, and nothing more. */
const remark = (runs: readonly Run[]): readonly Spot[] => [
  { ...span(runs), severity: 'info', confidence: 'low', detail: `There are ${runs.length}.` },
];

function span(runs: readonly Run[]): { readonly start: number; readonly end: number } {
  const last = runs.at(-1);
  return { start: runs[0]?.start ?? 0, end: last === undefined ? 0 : last.start + last.text.length };
}
