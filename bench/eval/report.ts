/** Prints what an evaluation found, and makes the JSON of it. Pure. */
import type { Outcome, SourceResult } from './judge.ts';

/** Counts the rows of one label. */
export interface Counts {
  readonly rows: number;
  /** Verdict above pass. */
  readonly stopped: number;
  /** Stopped by more than a question. */
  readonly refused: number;
  /** A finding graver than "info". */
  readonly flagged: number;
}

const isStopped = ({ verdict }: Outcome): boolean => verdict !== undefined && verdict !== 'pass';

/** Counts outcomes. */
export function countOf(outcomes: readonly Outcome[]): Counts {
  const count = (holds: (outcome: Outcome) => boolean): number => outcomes.filter(holds).length;
  return {
    rows: outcomes.length,
    stopped: count(isStopped),
    refused: count(outcome => isStopped(outcome) && outcome.verdict !== 'ask'),
    flagged: count(({ flagged }) => flagged),
  };
}

const labelled = (outcomes: readonly Outcome[], label: Outcome['label']): readonly Outcome[] =>
  outcomes.filter(outcome => outcome.label === label);

/** A bad row is missed when nothing stops it, or flags it where nothing could; a good one should be left alone. */
const isMiss = (outcome: Outcome): boolean => {
  const { label, verdict, flagged } = outcome;
  if (label === 'good') return isStopped(outcome) || flagged;
  return verdict === undefined ? !flagged : verdict === 'pass';
};

/** Makes the JSON of an evaluation; its shape is versioned. */
export const toJson = (results: readonly SourceResult[]) => ({
  version: 1,
  sources: results.map(({ topic, source, outcomes, skipped, ms }) => ({
    topic,
    source,
    bad: countOf(labelled(outcomes, 'bad')),
    good: countOf(labelled(outcomes, 'good')),
    skipped,
    ms: Math.round(ms),
    rules: ruleCounts(outcomes),
    misses: outcomes.filter(isMiss),
  })),
});

/** Counts rows by rule, so that a rule's worth and its price stand side by side. */
export function ruleCounts(
  outcomes: readonly Outcome[],
): Readonly<Record<string, { readonly bad: number; readonly good: number }>> {
  const counts = new Map<string, { bad: number; good: number }>();
  for (const { label, rules } of outcomes)
    for (const rule of rules) {
      const count = counts.get(rule) ?? { bad: 0, good: 0 };
      counts.set(rule, count);
      count[label] += 1;
    }
  return Object.fromEntries([...counts].toSorted(([a], [b]) => a.localeCompare(b)));
}

const header = [
  'topic/source',
  'bad',
  'stopped',
  'flagged',
  'good',
  'stopped',
  'refused',
  'flagged',
  'ms/row',
];

/** Renders the table: recall on bad rows, false alarms on good ones. */
export function table(results: readonly SourceResult[]): string {
  const rows = [header, ...results.map(tableRow)];
  const widths = header.map((_, at) => Math.max(...rows.map(row => (row[at] ?? '').length)));
  return rows
    .map(row =>
      row
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join('  '),
    )
    .join('\n');
}

function tableRow({ topic, source, outcomes, ms }: SourceResult): readonly string[] {
  const [bad, good] = [countOf(labelled(outcomes, 'bad')), countOf(labelled(outcomes, 'good'))];
  const scanned = outcomes.every(({ verdict }) => verdict === undefined);
  const stopped = (part: number, whole: number): string => percent(part, scanned ? 0 : whole);
  return [
    `${topic}/${source}`,
    String(bad.rows),
    stopped(bad.stopped, bad.rows),
    percent(bad.flagged, bad.rows),
    String(good.rows),
    stopped(good.stopped, good.rows),
    stopped(good.refused, good.rows),
    percent(good.flagged, good.rows),
    outcomes.length === 0 ? '' : (ms / outcomes.length).toFixed(2),
  ];
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(whole >= 1_000 ? 2 : 1)} %`;

/** Renders up to so many misses a source, and what was skipped. */
export function details({ topic, source, outcomes, skipped }: SourceResult, most: number): string {
  const misses = outcomes.filter(isMiss);
  const shown = misses.slice(0, most).map(missLine);
  const more = misses.length - shown.length;
  const left = Object.entries(skipped).map(([reason, count]) => `  skipped: ${count} × ${reason}`);
  if (shown.length + left.length === 0) return '';
  return [
    `── ${topic}/${source}`,
    ...shown,
    ...(more > 0 && most > 0 ? [`  … and ${more} more`] : []),
    ...left,
  ].join('\n');
}

function missLine({ id, label, verdict, rules, shown }: Outcome): string {
  const what = label === 'bad' ? 'missed ' : 'alarm  ';
  const why = rules.length === 0 ? '' : ` [${verdict ?? 'found'}: ${rules.join(', ')}]`;
  return `  ${what} ${id}${why}\n          ${shown}`;
}
