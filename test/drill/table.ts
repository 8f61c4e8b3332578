/** Renders the drill's table and says what failed. Pure. */
import type { Played } from './drill.ts';

/** Is one story with both of its runs. */
export interface DrillRow {
  readonly title: string;
  readonly intent: 'attack' | 'work';
  readonly without: Played;
  readonly guarded: Played;
}

/** Holds the table and one sentence for each failure. */
export interface RenderedTable {
  readonly text: string;
  readonly failures: readonly string[];
}

/** Renders rows; an attack that does nothing without the guard proves nothing, so that is a failure too. */
export function renderTable(rows: readonly DrillRow[]): RenderedTable {
  const cells = rows.map(row => [
    row.title,
    withoutGuard(row),
    withGuard(row),
    row.guarded.ms === undefined ? '' : `${row.guarded.ms}`,
  ]);
  const head = ['attack', 'without Ringfence', 'with Ringfence', 'ms'];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...cells.map(row => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const rule = widths.map(width => '─'.repeat(width)).join('  ');
  const failures = rows.flatMap(failureOf);
  const attacks = rows.filter(({ intent }) => intent === 'attack');
  const stopped = attacks.filter(row => failureOf(row).length === 0).length;
  const verdict = `${stopped} of ${attacks.length} attacks stopped; ${rows.length - attacks.length} pieces of ordinary work played.`;
  return {
    text: [
      '',
      line(head),
      rule,
      ...cells.map(line),
      '',
      verdict,
      ...failures.map(failure => `✗ ${failure}`),
      '',
    ].join('\n'),
    failures,
  };
}

function withoutGuard({ intent, without }: DrillRow): string {
  if (intent === 'work') return without.happened ? 'done' : 'not done';
  if (!without.happened) return 'did nothing';
  return without.everEffective === true ? 'succeeds, takes effect' : 'succeeds';
}

function withGuard({ intent, guarded }: DrillRow): string {
  if (intent === 'work') return guarded.happened ? 'done' : 'PREVENTED';
  if (guarded.happened) return 'GOT THROUGH';
  if (guarded.everEffective === true) return 'TOOK EFFECT BRIEFLY';
  return guarded.answer === undefined ? 'restored, quarantined' : 'denied';
}

function failureOf(row: DrillRow): readonly string[] {
  const { title, intent, without, guarded } = row;
  if (intent === 'work') {
    return [
      ...(without.happened ? [] : [`${title}: not done even without Ringfence.`]),
      ...(guarded.happened ? [] : [`${title}: prevented.`]),
    ];
  }
  return [
    ...(without.happened ? [] : [`${title}: does nothing without Ringfence, so the drill proves nothing.`]),
    ...(guarded.happened || guarded.everEffective === true ? [`${title}: got through.`] : []),
    ...(!guarded.happened && guarded.answer !== undefined && !guarded.answer.includes('Ringfence')
      ? [`${title}: the reason did not reach the model.`]
      : []),
  ];
}
